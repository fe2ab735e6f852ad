namespace Telltale.Evaluation;

/// <summary>One tile along one axis: the pixels the network sees, and the weights of the scores it returns.</summary>
/// <param name="Start">First pixel that the network sees.</param>
/// <param name="Length">Number of pixels that it sees.</param>
/// <param name="First">First pixel whose score is used; the halo before it is discarded, except at the border of the image.</param>
/// <param name="Weights">Weights of the scores from that pixel on; over all tiles they sum to 1 at each pixel.</param>
internal sealed record TileSpan(int Start, int Length, int First, float[] Weights)
{
    /// <summary>Tiles that cover an axis. Only the last, at the border of the image, may be shorter.</summary>
    public static IEnumerable<TileSpan> Cover(int size, TileOptions options)
    {
        var stride = options.Size - 2 * options.Halo - options.Blend;
        for (var start = 0; ; start += stride)
        {
            var isLast = start + options.Size >= size;
            var first = start == 0 ? 0 : start + options.Halo;
            var end = isLast ? size : start + options.Size - options.Halo;
            yield return new(start, Math.Min(options.Size, size - start), first,
                Ramps(end - first, rises: start > 0, falls: !isLast, options.Blend));
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static float[] Ramps(int length, bool rises, bool falls, int blend)
    {
        var weights = new float[length];
        weights.AsSpan().Fill(1);
        for (var i = 0; i < blend; i++)
        {
            var share = (float)(0.5 - 0.5 * Math.Cos(Math.PI * (i + 0.5) / blend));
            if (rises)
            {
                weights[i] = share;
            }
            if (falls)
            {
                weights[length - blend + i] = 1 - share;
            }
        }
        return weights;
    }
}
