namespace Telltale.Data.Transforms;

/// <summary>The samples along one axis that contribute to each new sample, and their weights.</summary>
internal sealed class TriangleFilter
{
    /// <summary>Weights are integers in units of 2^−22: the products with bytes then sum to less than 2^31, as in Pillow.</summary>
    public const int FractionBits = 22;

    /// <summary>Added before the shift, so that it rounds to nearest.</summary>
    public const int Half = 1 << (FractionBits - 1);

    private readonly (int Start, int Length)[] spans;
    private readonly int[] weights;
    private readonly int longest;

    private TriangleFilter(int outputLength, int longest)
    {
        (spans, this.longest) = (new (int, int)[outputLength], longest);
        weights = new int[outputLength * longest];
    }

    /// <summary>Number of new samples.</summary>
    public int OutputLength => spans.Length;

    /// <summary>The first old sample that contributes to a new one.</summary>
    public int Start(int output) => spans[output].Start;

    /// <summary>The weights of that sample and its successors.</summary>
    public ReadOnlySpan<int> Weights(int output) => weights.AsSpan(output * longest, spans[output].Length);

    /// <summary>
    /// The filter from one length to another; its half-width is one old sample on enlargement, one new sample on reduction.
    /// </summary>
    public static TriangleFilter For(int inputLength, int outputLength)
    {
        var scale = (double)inputLength / outputLength;
        var reach = Math.Max(scale, 1);
        var filter = new TriangleFilter(outputLength, 2 * (int)Math.Ceiling(reach) + 1);
        var heights = new double[filter.longest];
        for (var output = 0; output < outputLength; output++)
        {
            var centre = (output + 0.5) * scale;
            var start = Math.Max((int)(centre - reach + 0.5), 0);
            var end = Math.Min((int)(centre + reach + 0.5), inputLength);
            filter.spans[output] = (start, end - start);
            Weigh(heights.AsSpan(0, end - start), start, centre, reach, filter.weights.AsSpan(output * filter.longest));
        }
        return filter;
    }

    private static void Weigh(Span<double> heights, int start, double centre, double reach, Span<int> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < heights.Length; i++)
        {
            sum += heights[i] = Math.Max(0, 1 - Math.Abs((start + i - centre + 0.5) / reach));
        }
        for (var i = 0; i < heights.Length; i++)
        {
            weights[i] = (int)(heights[i] / sum * (1 << FractionBits) + 0.5);
        }
    }
}
