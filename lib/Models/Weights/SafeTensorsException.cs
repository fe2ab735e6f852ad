using Telltale.Runtime;

namespace Telltale.Models;

/// <summary>A file is not a valid safetensors file.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="cause">The inner exception, if any.</param>
public sealed class SafeTensorsException(string path, string problem, Exception? cause = null) : UnusableFileException(
    path, $"It is not a valid safetensors file: {problem}", "It may be corrupt or truncated; download or write it again.", cause);
