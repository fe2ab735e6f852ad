using System.Globalization;
using System.Text;
using Telltale.Data;
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
/// <param name="isRefusal">True for the reader's own error; null for an error of the kit that names the file.</param>
internal sealed class MutatedFiles(string path, Func<string, string> read, Func<Exception, bool>? isRefusal = null)
{
    private const int Around = 12;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly byte[] original = File.ReadAllBytes(path);
    private readonly string expected = read(path);

    /// <summary>Examples of outcomes, for messages.</summary>
    public Dictionary<Outcome, string> Examples { get; } = [];

    /// <summary>The edits that were accepted with another result: what stood around the first difference, before and after.</summary>
    public List<string> Edits { get; } = [];

    /// <summary>Counts the outcomes of mutations from a seed on, and restores the file.</summary>
    public Dictionary<Outcome, int> Try(int count, long seed)
    {
        var outcomes = Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, _ => 0);
        for (var mutation = 0; mutation < count; mutation++)
        {
            var mutated = Mutation.Of(original, seed + mutation);
            File.WriteAllBytes(path, mutated);
            var (outcome, detail) = Outcome();
            outcomes[outcome]++;
            Examples.TryAdd(outcome, string.Create(CultureInfo.InvariantCulture, $"seed {seed + mutation}: {detail}"));
            if (outcome == Mutations.Outcome.AcceptedDifferent)
            {
                Edits.Add($"{Fragment(original, mutated)} → {Fragment(mutated, original)}");
            }
        }
        File.WriteAllBytes(path, original);
        return outcomes;
    }

    private static string Fragment(byte[] one, byte[] other)
    {
        var start = Math.Max(0, one.AsSpan().CommonPrefixLength(other) - Around);
        var text = Encoding.UTF8.GetString(one.AsSpan(start, Math.Min(2 * Around, one.Length - start)));
        return $"`{string.Concat(text.Select(letter => char.IsControl(letter) || letter is '`' or '|' ? '·' : letter))}`";
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
            return (isRefusal?.Invoke(refusal) ?? IsNamed(refusal) ? Mutations.Outcome.RefusedByName : Mutations.Outcome.RefusedWithoutName,
                $"{refusal.GetType().Name}: {refusal.Message}");
        }
    }

    private bool IsNamed(Exception refusal) => refusal is IOException or InvalidDataException or WeightsException or ImageFileException
        && refusal.Message.Contains(path, StringComparison.Ordinal);
}
