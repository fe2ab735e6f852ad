using System.Globalization;
using Telltale.Models;

namespace Telltale.Tests.Mutations;

/// <summary>What a reader did with a mutated file.</summary>
internal enum Outcome
{
    RefusedByName,
    RefusedWithoutName,
    AcceptedEqual,
    AcceptedDifferent,
    NotFinite,
    Hang,
}

/// <summary>One kind of file: a valid sample, and the reader that is tried on mutations of it.</summary>
/// <param name="path">The file that is overwritten; the reader is called with it.</param>
/// <param name="read">Reads the file and returns all that it read, as text; text with NaN or infinities is not finite.</param>
internal sealed class MutatedFiles(string path, Func<string, string> read)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly byte[] original = File.ReadAllBytes(path);
    private readonly string expected = read(path);

    /// <summary>Examples of outcomes, for messages.</summary>
    public Dictionary<Outcome, string> Examples { get; } = [];

    /// <summary>Counts the outcomes of mutations from a seed on, and restores the file.</summary>
    public Dictionary<Outcome, int> Try(int count, long seed)
    {
        var outcomes = Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, _ => 0);
        for (var mutation = 0; mutation < count; mutation++)
        {
            File.WriteAllBytes(path, Mutation.Of(original, seed + mutation));
            var (outcome, detail) = Outcome();
            outcomes[outcome]++;
            Examples.TryAdd(outcome, string.Create(CultureInfo.InvariantCulture, $"seed {seed + mutation}: {detail}"));
        }
        File.WriteAllBytes(path, original);
        return outcomes;
    }

    private (Outcome, string) Outcome()
    {
        var reading = Task.Run(Read);
        return reading.Wait(Limit) ? reading.Result : (Mutations.Outcome.Hang, "");
    }

    private (Outcome, string) Read()
    {
        try
        {
            var text = read(path);
            return text == expected ? (Mutations.Outcome.AcceptedEqual, "")
                : text.Contains("NaN", StringComparison.Ordinal) || text.Contains("Infinity", StringComparison.Ordinal)
                    ? (Mutations.Outcome.NotFinite, "") : (Mutations.Outcome.AcceptedDifferent, "");
        }
        catch (Exception refusal)
        {
            var isNamed = refusal is IOException or WeightsException && refusal.Message.Contains(path, StringComparison.Ordinal);
            return (isNamed ? Mutations.Outcome.RefusedByName : Mutations.Outcome.RefusedWithoutName,
                $"{refusal.GetType().Name}: {refusal.Message}");
        }
    }
}
