using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>Something in a submission that its organisers' program would refuse or misread.</summary>
/// <param name="File">The file, with its archive: <c>TEAM_open.zip/TEAM_open.csv</c>.</param>
/// <param name="Line">The line, from 1; null where it concerns the whole file.</param>
/// <param name="Sentence">What is wrong and what is expected.</param>
public sealed record SubmissionProblem(string File, int? Line, string Sentence)
{
    /// <summary>The problem as one line.</summary>
    public override string ToString() => $"{File}{(Line is { } line ? $", line {line.Invariant()}" : "")}: {Sentence}";
}
