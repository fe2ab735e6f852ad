namespace Telltale.Runtime;

/// <summary>
/// The kit's only random number generator: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
/// The same key gives the same numbers on every machine and .NET version. Not thread-safe: use one instance per unit of work.
/// </summary>
/// <example><code>
/// var random = SeededRandom.For(17, 2, 3); // seed, epoch, index
/// var angle = random.NextDouble(-5, 5);
/// var order = random.Permutation(10);
/// </code></example>
public sealed class SeededRandom : Random
{
    private ulong state;
    private double spareGaussian = double.NaN;

    private SeededRandom(ulong state) => this.state = state;

    /// <summary>Creates a generator that depends on its key only, for example (seed, epoch, index).</summary>
    /// <param name="key">Any integers; order matters.</param>
    public static SeededRandom For(params ReadOnlySpan<long> key)
    {
        ulong state = 0x9E3779B97F4A7C15;
        foreach (var part in key)
        {
            state = Mix(state ^ Mix(unchecked((ulong)part + 0x9E3779B97F4A7C15)));
        }
        return new SeededRandom(state);
    }

    /// <summary>64 uniform random bits.</summary>
    internal ulong NextBits() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [minimum, maximum).</summary>
    public double NextDouble(double minimum, double maximum) => minimum + (maximum - minimum) * NextDouble();

    /// <summary>A standard normal sample (Marsaglia's polar method).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(spareGaussian))
        {
            var spare = spareGaussian;
            spareGaussian = double.NaN;
            return spare;
        }
        double x, y, squared;
        do
        {
            x = NextDouble(-1, 1);
            y = NextDouble(-1, 1);
            squared = x * x + y * y;
        } while (squared is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Math.Log(squared) / squared);
        spareGaussian = y * scale;
        return x * scale;
    }

    /// <summary>The integers 0 to count − 1 in random order (Fisher and Yates).</summary>
    /// <param name="count">How many, at least 0.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = Next(0, i + 1);
            (order[i], order[j]) = (order[j], i);
        }
        return order;
    }

    /// <inheritdoc/>
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => Next(0, maxValue);

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = (ulong)((long)maxValue - minValue);
        return (int)(minValue + (long)Math.BigMul(NextBits(), range, out _));
    }

    /// <inheritdoc/>
    public override long NextInt64() => (long)(NextBits() >> 1);

    /// <inheritdoc/>
    public override float NextSingle() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)(NextBits() >> 56);
        }
    }

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
