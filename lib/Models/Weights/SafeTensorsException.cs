using Telltale.Runtime;

namespace Telltale.Models;

/// <summary>A file is not a valid safetensors file.</summary>
public sealed class SafeTensorsException : UnusableFileException
{
    /// <summary>A file that is damaged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="cause">The inner exception, if any.</param>
    public SafeTensorsException(string path, string problem, Exception? cause = null) : base(
        path, $"It is not a valid safetensors file: {problem}", "It may be corrupt or truncated; download or write it again.", cause)
    {
    }

    private SafeTensorsException(string path, string problem, string cure) : base(path, problem, cure)
    {
    }

    /// <summary>A file of another format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is, with an article.</param>
    /// <param name="cure">What to do, in whole sentences.</param>
    internal static SafeTensorsException Foreign(string path, string kind, string cure) =>
        new(path, $"It is not a safetensors file but {kind}.", cure);
}
