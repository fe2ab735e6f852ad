namespace Telltale.Data.Transforms;

/// <summary>Which samples along one axis make up each new sample, and with what weight.</summary>
internal sealed class TriangleFilter
{
    /// <summary>Weights are integers in units of 2^−22: the products with bytes then sum to less than 2^31, as in Pillow.</summary>
    public const int FractionBits = 22;

    /// <summary>Added before the shift, so that it rounds to nearest.</summary>
    public const int Half = 1 << (FractionBits - 1);

    private readonly int[] starts;
    private readonly int[][] weights;

    private TriangleFilter(int[] starts, int[][] weights) => (this.starts, this.weights) = (starts, weights);

    /// <summary>New samples.</summary>
    public int OutputLength => starts.Length;

    /// <summary>The first old sample and the weights from there on, for one new sample.</summary>
    public (int Start, int[] Weights) this[int output] => (starts[output], weights[output]);

    /// <summary>The filter from one length to another: as wide as one old sample on enlarging, as one new sample on reduction.</summary>
    public static TriangleFilter For(int inputLength, int outputLength)
    {
        var (starts, weights) = (new int[outputLength], new int[outputLength][]);
        var scale = (double)inputLength / outputLength;
        var reach = Math.Max(scale, 1);
        for (var output = 0; output < outputLength; output++)
        {
            var centre = (output + 0.5) * scale;
            var start = Math.Max((int)(centre - reach + 0.5), 0);
            var end = Math.Min((int)(centre + reach + 0.5), inputLength);
            starts[output] = start;
            weights[output] = Weights(start, end, centre, reach);
        }
        return new TriangleFilter(starts, weights);
    }

    private static int[] Weights(int start, int end, double centre, double reach)
    {
        var heights = new double[end - start];
        for (var i = 0; i < heights.Length; i++)
        {
            heights[i] = Math.Max(0, 1 - Math.Abs((start + i - centre + 0.5) / reach));
        }
        var sum = heights.Sum();
        return Array.ConvertAll(heights, height => (int)(height / sum * (1 << FractionBits) + 0.5));
    }
}
