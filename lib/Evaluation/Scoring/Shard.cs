using System.Globalization;

namespace Telltale.Evaluation;

/// <summary>One of several equal shares of a large job, each of which may run on a machine of its own, at any time.</summary>
public sealed record Shard
{
    /// <summary>The environment variable by which a scheduler tells a process its share, for example <c>3/8</c>.</summary>
    public const string Variable = "TELLTALE_SHARD";

    /// <summary>A share of a job.</summary>
    /// <param name="index">Which share, from 0.</param>
    /// <param name="count">Into how many the job is cut, at least 1.</param>
    /// <exception cref="ArgumentException">There is no such share.</exception>
    public Shard(int index, int count)
    {
        (Index, Count) = index >= 0 && index < count ? (index, count) : throw new ArgumentException(
            $"There is no shard {index}/{count}: shards are counted from 0, so {Math.Max(1, count)} of them are 0/{Math.Max(1, count)} to {Math.Max(1, count) - 1}/{Math.Max(1, count)}.");
    }

    /// <summary>All of the job.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>The share named by <c>TELLTALE_SHARD</c>; without it, all of the job.</summary>
    /// <exception cref="ArgumentException">The variable names no share.</exception>
    public static Shard Current => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Parse(named) : Whole;

    /// <summary>Which share, from 0.</summary>
    public int Index { get; }

    /// <summary>Into how many shares the job is cut.</summary>
    public int Count { get; }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">Index and count, for example <c>3/8</c>.</param>
    /// <exception cref="ArgumentException">Not of this form, or there is no such share.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var index, var count] && Number(index) is { } i && Number(count) is { } n
            ? new(i, n)
            : throw new ArgumentException($"'{text}' is no shard. Write its index, counted from 0, and their number, for example 3/8 ({Variable}).");
    }

    /// <summary>Index and count, for example <c>3/8</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>True where a piece of the job, numbered from 0, belongs to this share.</summary>
    internal bool Has(int piece) => piece % Count == Index;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
