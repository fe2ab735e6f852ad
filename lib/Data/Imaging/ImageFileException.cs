namespace Telltale.Data;

/// <summary>An image file cannot be used. The message names the file and says what is wrong and what to do.</summary>
public sealed class ImageFileException : IOException
{
    /// <summary>Builds the message "file: problem advice".</summary>
    /// <param name="file">The path as given by the user.</param>
    /// <param name="problem">What is wrong, one sentence.</param>
    /// <param name="advice">What to do about it, one sentence.</param>
    /// <param name="inner">The cause; null for none.</param>
    public ImageFileException(string file, string problem, string advice, Exception? inner = null)
        : base($"{file}: {problem} {advice}", inner)
    {
        (File, Problem, Advice) = (file, problem, advice);
    }

    /// <summary>True where an edited image has no mask, which another layout may find.</summary>
    internal bool IsMissingMask { get; init; }

    /// <summary>The path as given by the user.</summary>
    public string File { get; }

    /// <summary>What is wrong with it, one sentence.</summary>
    public string Problem { get; }

    /// <summary>What to do about it, one sentence.</summary>
    public string Advice { get; }
}
