namespace Telltale.CopyMove;

/// <summary>
/// For each pixel of an image, reduced or not, the pixel of the image at its own size that looks most like it. All offsets are in pixels of
/// the latter.
/// </summary>
/// <param name="Grid">The pixels that are matched.</param>
/// <param name="Full">The pixels that they are matched with; the same object where the image is not reduced.</param>
/// <param name="There">From each pixel of the grid to its partner.</param>
/// <param name="Back">From each partner to the pixel of the grid that looks most like it; the same object where the grids are.</param>
internal sealed record Matches(FeatureGrid Grid, FeatureGrid Full, OffsetField There, OffsetField Back)
{
    // Partners differ by rounding and by the median; an accidental match leads anywhere.
    private const int Few = 3;

    /// <summary>The place of a pixel of the grid in the image at its own size.</summary>
    public int Place(int pixel) => Grid.Rows[pixel / Grid.Width] * Full.Width + Grid.Columns[pixel % Grid.Width];

    /// <summary>The pixel that a pixel of the grid is matched with; −1 where it lies outside.</summary>
    public int Partner(int pixel)
    {
        var x = Grid.Columns[pixel % Grid.Width] + There.X[pixel];
        var y = Grid.Rows[pixel / Grid.Width] + There.Y[pixel];
        return x >= 0 && y >= 0 && x < Full.Width && y < Full.Height ? y * Full.Width + x : -1;
    }

    /// <summary>True if the partner's own match lies within a few pixels.</summary>
    public bool IsMutual(int pixel) =>
        Partner(pixel) is >= 0 and var partner
        && Math.Abs(There.X[pixel] + Back.X[partner]) <= Few && Math.Abs(There.Y[pixel] + Back.Y[partner]) <= Few;

    /// <summary>The matches after a median over the disc around each pixel, which removes single wrong ones.</summary>
    public Matches Median(Disc disc)
    {
        var there = There.Median(disc);
        return this with { There = there, Back = Back == There ? there : Back.Median(disc) };
    }
}
