using System.Globalization;

namespace Telltale.Tests.Mutations;

/// <summary>
/// The outcomes of all mutation tests in one table, written next to the tests as <c>mutations.md</c> when <c>TELLTALE_MUTATIONS</c> asks
/// for a long run. A crash would have ended the process, and the table with it.
/// </summary>
public sealed class MutationTable : IDisposable
{
    private const int Few = 60, MostEdits = 8;

    private readonly SortedDictionary<string, (Dictionary<Outcome, int> Outcomes, List<string> Edits)> rows = new(StringComparer.Ordinal);

    /// <summary>Mutations of each format.</summary>
    public static int Count => int.TryParse(
        Environment.GetEnvironmentVariable("TELLTALE_MUTATIONS"), CultureInfo.InvariantCulture, out var many) ? many : Few;

    internal void Add(string format, Dictionary<Outcome, int> outcomes, List<string> edits) => rows[format] = (outcomes, edits);

    public void Dispose()
    {
        if (Count > Few)
        {
            File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "mutations.md"), Lines());
        }
    }

    private IEnumerable<string> Lines()
    {
        yield return "| format | mutations | refused by name | refused without | accepted, equal | accepted, different | not finite "
            + "| crash | hang |";
        yield return "|---|---|---|---|---|---|---|---|---|";
        foreach (var (format, (outcomes, _)) in rows.Append(new("total", (Total(), []))))
        {
            yield return $"| {format} | {outcomes.Values.Sum()} "
                + $"| {outcomes[Outcome.RefusedByName]} | {outcomes[Outcome.RefusedWithoutName]} "
                + $"| {outcomes[Outcome.AcceptedEqual]} | {outcomes[Outcome.AcceptedDifferent]} | {outcomes[Outcome.NotFinite]} | 0 "
                + $"| {outcomes[Outcome.Hang]} |";
        }
        foreach (var (format, (_, edits)) in rows.Where(row => row.Value.Edits.Count > 0))
        {
            yield return $"\nAccepted and different, {format}, for example:\n";
            foreach (var edit in edits.Distinct().Take(MostEdits))
            {
                yield return $"- {edit}";
            }
        }
    }

    private Dictionary<Outcome, int> Total() =>
        Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, outcome => rows.Values.Sum(row => row.Outcomes[outcome]));
}

/// <summary>Its tests share one table.</summary>
[CollectionDefinition(nameof(MutationTests))]
public sealed class MutationTestsShareATable : ICollectionFixture<MutationTable>;
