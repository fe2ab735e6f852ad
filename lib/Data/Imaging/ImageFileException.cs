namespace Telltale.Data;

/// <summary>An image file cannot be used. The message names the file, says what is wrong with it, and what to do.</summary>
public sealed class ImageFileException : IOException
{
    /// <summary>Builds the message "file: problem cure".</summary>
    /// <param name="file">The file, as the user knows it.</param>
    /// <param name="problem">What is wrong, one sentence.</param>
    /// <param name="cure">What to do about it, one sentence.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ImageFileException(string file, string problem, string cure, Exception? inner = null)
        : base($"{file}: {problem} {cure}", inner)
    {
        (File, Problem, Cure) = (file, problem, cure);
    }

    /// <summary>The file, as the user knows it.</summary>
    public string File { get; }

    /// <summary>What is wrong with it, one sentence.</summary>
    public string Problem { get; }

    /// <summary>What to do about it, one sentence.</summary>
    public string Cure { get; }
}
