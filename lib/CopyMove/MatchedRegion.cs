namespace Telltale.CopyMove;

/// <summary>A connected region whose matches follow an affine map: one side of a copy.</summary>
/// <param name="Pixels">Its pixels, as indices into the grid of the offsets.</param>
/// <param name="Agreement">The share of its pixels whose partner's partner lies within a few pixels of them, in [0, 1].</param>
internal sealed record MatchedRegion(IReadOnlyList<int> Pixels, double Agreement)
{
    // Partners differ by rounding and by the median; an accidental match leads anywhere.
    private const int Few = 3;

    /// <summary>The regions of a field of matches.</summary>
    /// <param name="field">The matches.</param>
    /// <param name="deviation">Of the matches around each pixel from an affine map, see <see cref="AffineDeviation"/>.</param>
    /// <param name="options">What is kept.</param>
    public static IReadOnlyList<MatchedRegion> Of(OffsetField field, double[] deviation, CopyMoveOptions options)
    {
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
                regions.Add(new(pixels, pixels.Count(one => IsMutual(one, field)) / (double)pixels.Count));
            }
        }
        return regions;
    }

    /// <summary>Its pixels and their partners; some may come twice.</summary>
    public IEnumerable<int> BothSides(OffsetField field) => Pixels.Concat(Pixels.Select(field.Partner).Where(partner => partner >= 0));

    private static bool IsMutual(int pixel, OffsetField field) =>
        field.Partner(pixel) is >= 0 and var partner
        && Math.Abs(field.X[pixel] + field.X[partner]) <= Few && Math.Abs(field.Y[pixel] + field.Y[partner]) <= Few;

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
