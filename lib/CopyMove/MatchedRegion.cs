namespace Telltale.CopyMove;

/// <summary>A connected region whose matches follow an affine map: one side of a copy.</summary>
/// <param name="Pixels">Its pixels, as indices into the grid of the offsets.</param>
/// <param name="Agreement">The share of its pixels whose partner's partner lies within a few pixels of them, in [0, 1].</param>
internal sealed record MatchedRegion(IReadOnlyList<int> Pixels, double Agreement)
{
    /// <summary>The regions of an image.</summary>
    /// <param name="matches">The matches of its pixels.</param>
    /// <param name="deviation">Of the matches around each pixel from an affine map, see <see cref="AffineDeviation"/>.</param>
    /// <param name="options">What is kept.</param>
    public static IReadOnlyList<MatchedRegion> Of(Matches matches, double[] deviation, CopyMoveOptions options)
    {
        var field = matches.There;
        var far = options.NearestCopy * options.NearestCopy;
        var open = new bool[deviation.Length];
        for (var pixel = 0; pixel < open.Length; pixel++)
        {
            var (right, down) = (field.X[pixel], field.Y[pixel]);
            open[pixel] = deviation[pixel] <= options.LargestDeviation && right * right + down * down >= far;
        }
        var regions = new List<MatchedRegion>();
        for (var pixel = 0; pixel < open.Length; pixel++)
        {
            if (open[pixel] && Connected(pixel, open, field.Width) is { } pixels && pixels.Count >= options.SmallestRegion)
            {
                regions.Add(new(pixels, pixels.Count(matches.IsMutual) / (double)pixels.Count));
            }
        }
        return regions;
    }

    /// <summary>The places of its pixels and of their partners in the image at its own size; some may come twice.</summary>
    public IEnumerable<int> BothSides(Matches matches) =>
        Pixels.Select(matches.Place).Concat(Pixels.Select(matches.Partner).Where(partner => partner >= 0));

    // The pixels that hang together with the first, by their four neighbours; closes them.
    private static List<int> Connected(int first, bool[] open, int width)
    {
        var found = new List<int> { first };
        open[first] = false;
        for (var next = 0; next < found.Count; next++)
        {
            var (pixel, column) = (found[next], found[next] % width);
            Visit(pixel - width, true);
            Visit(pixel + width, true);
            Visit(pixel - 1, column > 0);
            Visit(pixel + 1, column < width - 1);
        }
        return found;

        void Visit(int pixel, bool isNeighbour)
        {
            if (isNeighbour && (uint)pixel < (uint)open.Length && open[pixel])
            {
                open[pixel] = false;
                found.Add(pixel);
            }
        }
    }
}
