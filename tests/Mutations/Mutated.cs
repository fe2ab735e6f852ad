namespace Telltale.Tests.Mutations;

/// <summary>Tries the mutations of one format and requires legal outcomes.</summary>
internal static class Mutated
{
    public static void Reads(
        MutationTable table, ITestOutputHelper output, string format, MutatedFiles files, IReadOnlyList<Outcome> alsoLegal)
    {
        var outcomes = files.Try(MutationTable.Count, seed: 17);
        table.Add(format, outcomes, files.Edits);
        output.WriteLine($"{format}: {string.Join(", ", outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}"))}");
        Outcome[] legal = [Outcome.RefusedByName, Outcome.AcceptedEqual, .. alsoLegal];
        Assert.All(outcomes.Where(outcome => !legal.Contains(outcome.Key)),
            outcome => Assert.True(
                outcome.Value == 0, $"{outcome.Value} times {outcome.Key}, {files.Examples.GetValueOrDefault(outcome.Key)}"));
    }
}
