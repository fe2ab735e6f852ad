namespace Telltale.Data;

/// <summary>
/// Resizes a float image with a triangle filter (bilinear, antialiased). On reduction a new pixel averages all old ones that it covers;
/// on enlargement it interpolates between the nearest two along each axis.
/// </summary>
internal static class Resampling
{
    /// <summary>The image at another size.</summary>
    public static FloatImage Resize(FloatImage picture, int width, int height)
    {
        var resize = Of(picture.Width, picture.Height, width, height);
        return picture.Map(resize, width, height);
    }

    /// <summary>One plane, row by row, at another size.</summary>
    public static float[] Resize(float[] plane, int width, int height, int newWidth, int newHeight) =>
        Of(width, height, newWidth, newHeight)(plane);

    private static Func<float[], float[]> Of(int width, int height, int newWidth, int newHeight)
    {
        var (columns, rows) = (new Weights(width, newWidth), new Weights(height, newHeight));
        return plane => Transpose(rows.Apply(Transpose(columns.Apply(plane), newWidth, height)), newHeight, newWidth);
    }

    private static float[] Transpose(float[] plane, int width, int height)
    {
        var result = GC.AllocateUninitializedArray<float>(plane.Length);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                result[x * height + y] = plane[y * width + x];
            }
        }
        return result;
    }

    // For every new position along one axis: its first old position, and the weights from there.
    private sealed class Weights
    {
        private readonly int length;
        private readonly int[] starts;
        private readonly float[][] weights;

        public Weights(int length, int newLength)
        {
            this.length = length;
            var scale = (double)length / newLength;
            var reach = Math.Max(1, scale);
            var centres = Enumerable.Range(0, newLength).Select(i => (i + 0.5) * scale - 0.5).ToArray();
            starts = [.. centres.Select(centre => Math.Max(0, (int)Math.Ceiling(centre - reach)))];
            weights = [.. centres.Select((centre, i) =>
                Triangle(centre, reach, starts[i], Math.Min(length - 1, (int)Math.Floor(centre + reach))))];
        }

        public float[] Apply(float[] plane)
        {
            var result = GC.AllocateUninitializedArray<float>(plane.Length / length * starts.Length);
            for (var target = 0; target < result.Length; target++)
            {
                var (row, column) = Math.DivRem(target, starts.Length);
                var (first, sum) = (row * length + starts[column], 0f);
                var taps = weights[column];
                for (var k = 0; k < taps.Length; k++)
                {
                    sum += plane[first + k] * taps[k];
                }
                result[target] = sum;
            }
            return result;
        }

        private static float[] Triangle(double centre, double reach, int first, int last)
        {
            var taps = Enumerable.Range(first, last - first + 1).Select(k => 1 - Math.Abs(k - centre) / reach).ToArray();
            return [.. taps.Select(tap => (float)(tap / taps.Sum()))];
        }
    }
}
