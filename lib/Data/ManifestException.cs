namespace Telltale.Data;

/// <summary>A manifest cannot be understood. The message names the file and the line, says what is wrong, and what to do.</summary>
public sealed class ManifestException : IOException
{
    internal ManifestException(string file, int line, string problem, string cure) : base($"{file}, line {line}: {problem}. {cure}") =>
        (File, Line) = (file, line);

    /// <summary>The manifest.</summary>
    public string File { get; }

    /// <summary>The line, from 1; of a row over several lines, the last.</summary>
    public int Line { get; }
}
