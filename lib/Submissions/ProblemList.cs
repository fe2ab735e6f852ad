using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>Collects problems; of each kind in each file the first few are listed and the others counted.</summary>
internal sealed class ProblemList
{
    private const int ListedOfAKind = 5;

    private readonly List<(string File, string Kind, SubmissionProblem Problem)> listed = [];
    private readonly Dictionary<(string File, string Kind), int> counts = [];

    /// <summary>The problems, those of a file together.</summary>
    public IReadOnlyList<SubmissionProblem> All =>
    [
        .. counts.Keys.Select(key => key.File).Distinct().SelectMany(file => listed
            .Where(item => item.File == file).Select(item => item.Problem).Concat(MoreOf(file))),
    ];

    /// <summary>Adds a problem of a file.</summary>
    public void Add(string file, string sentence) => Add(file, null, sentence, sentence);

    /// <summary>Adds a problem of a line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">Its line; null for none.</param>
    /// <param name="kind">What such problems are called in the plural: <c>repeated images</c>.</param>
    /// <param name="sentence">What is wrong.</param>
    public void Add(string file, int? line, string kind, string sentence)
    {
        var count = counts[(file, kind)] = counts.GetValueOrDefault((file, kind)) + 1;
        if (count <= ListedOfAKind)
        {
            listed.Add((file, kind, new(file, line, sentence)));
        }
    }

    private IEnumerable<SubmissionProblem> MoreOf(string file) => counts
        .Where(count => count.Key.File == file && count.Value > ListedOfAKind)
        .Select(count => new SubmissionProblem(
            file, null, $"{(count.Value - ListedOfAKind).Invariant("N0")} more {count.Key.Kind} ({count.Value.Invariant("N0")} in all)."));
}
