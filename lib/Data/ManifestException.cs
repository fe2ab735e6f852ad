namespace Telltale.Data;

/// <summary>A manifest is invalid. The message names the file and the line, and says what is wrong and what to do.</summary>
public sealed class ManifestException : IOException
{
    internal ManifestException(string file, int line, string problem, string advice) : base($"{file}, line {line}: {problem}. {advice}") =>
        (File, Line) = (file, line);

    /// <summary>The manifest.</summary>
    public string File { get; }

    /// <summary>The line, from 1; of a row over several lines, the last.</summary>
    public int Line { get; }
}
