namespace Telltale.Evaluation;

/// <summary>One tile along one axis: what the network sees of it, and how much each pixel of its answer counts.</summary>
/// <param name="Start">First pixel that the network sees.</param>
/// <param name="Length">Pixels that it sees.</param>
/// <param name="First">First pixel whose score counts: the halo before it is thrown away, but none at the image's own border.</param>
/// <param name="Weights">Weight of that pixel's score and of those after it; over all tiles they add up to 1 at each pixel.</param>
internal sealed record TileSpan(int Start, int Length, int First, float[] Weights)
{
    /// <summary>Tiles that cover an axis. Only the last may be shorter, by ending at the image's border.</summary>
    public static IEnumerable<TileSpan> Cover(int size, TileOptions options)
    {
        var stride = options.Size - 2 * options.Halo - options.Blend;
        for (var start = 0; ; start += stride)
        {
            var isLast = start + options.Size >= size;
            var first = start == 0 ? 0 : start + options.Halo;
            var end = isLast ? size : start + options.Size - options.Halo;
            yield return new(start, Math.Min(options.Size, size - start), first, Ramps(end - first, rises: start > 0, falls: !isLast, options.Blend));
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
