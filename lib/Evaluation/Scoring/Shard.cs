using System.Globalization;

namespace Telltale.Evaluation;

/// <summary>One of several equal parts of a large job. Each may run on another machine at any time.</summary>
public sealed record Shard
{
    /// <summary>The environment variable that tells a process its shard, for example <c>3/8</c>.</summary>
    internal const string Variable = "TELLTALE_SHARD";

    /// <summary>Creates a shard.</summary>
    /// <param name="index">Index of the shard, from 0.</param>
    /// <param name="count">Number of shards, at least 1.</param>
    /// <exception cref="ArgumentException">The index is out of range.</exception>
    public Shard(int index, int count)
    {
        (Index, Count) = index >= 0 && index < count ? (index, count) : throw new ArgumentException(
            $"There is no shard {index}/{count}: shards are counted from 0, so {Math.Max(1, count)} of them are 0/{Math.Max(1, count)} to "
            + $"{Math.Max(1, count) - 1}/{Math.Max(1, count)}.");
    }

    /// <summary>The whole job.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>
    /// The shard in <c>TELLTALE_SHARD</c>; without it, the task of a Slurm job array (<c>sbatch --array</c>); else the whole job.
    /// </summary>
    /// <exception cref="ArgumentException">The variable is invalid, or the array's ids are not one range.</exception>
    public static Shard Current => Of(Environment.GetEnvironmentVariable);

    /// <summary>Index of the shard, from 0.</summary>
    public int Index { get; }

    /// <summary>Number of shards.</summary>
    public int Count { get; }

    /// <summary>As <see cref="Current"/>.</summary>
    /// <param name="variable">The value of an environment variable; null where it is not set.</param>
    internal static Shard Of(Func<string, string?> variable) =>
        variable(Variable) is { Length: > 0 } named ? Parse(named) : ArrayTask.Of(variable)?.Shard ?? Whole;

    /// <summary>Parses the format of <see cref="ToString"/>.</summary>
    /// <param name="text">Index and count, for example <c>3/8</c>.</param>
    /// <exception cref="ArgumentException">Not of this format, or the index is out of range.</exception>
    internal static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var index, var count] && Number(index) is { } i && Number(count) is { } n
            ? new(i, n)
            : throw new ArgumentException(
                $"'{text}' is not a shard. Write its index, counted from 0, and the number of shards, for example 3/8 ({Variable}).");
    }

    /// <summary>Index and count, for example <c>3/8</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>True where a part of the job, numbered from 0, belongs to this shard.</summary>
    internal bool Has(int piece) => piece % Count == Index;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
