namespace Telltale.Models;

/// <summary>A file is not what the safetensors format allows.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="cause">The exception underneath, if any.</param>
public sealed class SafeTensorsException(string path, string problem, Exception? cause = null)
    : Exception($"'{path}' is not a valid safetensors file: {problem} It may be damaged or cut off; fetch or write it again.", cause);
