namespace Telltale.CopyMove;

/// <summary>
/// How <see cref="CopyMoveMatcher"/> looks for copies. Lengths are in pixels of the image as given; the defaults suit images of about
/// 512 pixels, and were chosen on <c>cvip_d12</c> alone (docs/measured.md).
/// </summary>
public sealed record CopyMoveOptions
{
    /// <summary>How often the matches of all pixels are improved and passed on to neighbouring pixels; at least 1.</summary>
    public int Passes { get; init; } = 6;

    /// <summary>Nearer matches are not looked for, since neighbouring pixels are alike; at least 1.</summary>
    public int NearestMatch { get; init; } = 8;

    /// <summary>A pixel whose match is nearer counts as not matched; at least <see cref="NearestMatch"/>.</summary>
    public int NearestCopy { get; init; } = 24;

    /// <summary>
    /// The largest sum of squared deviations, in pixels squared, of the matches within a disc of radius 6 from an affine map.
    /// </summary>
    public double LargestDeviation { get; init; } = 300;

    /// <summary>The smallest number of connected pixels with such matches that counts as a copy; at least 1.</summary>
    public int SmallestRegion { get; init; } = 200;

    /// <summary>
    /// How much larger or smaller than its source a copy may be, each at least 1: the image is compared with itself divided by each of
    /// these. 1 finds factors of about 0.8 to 1.25. <c>[1, 1.5, 2]</c> finds more, takes about 1.8 times as long, and has more false
    /// alarms on some sets (docs/measured.md). A value that leaves a side shorter than <see cref="CopyMoveMatcher.ShortestSide"/> is
    /// ignored.
    /// </summary>
    public IReadOnlyList<double> Scales { get; init; } = [1];

    /// <summary>Seed of the random candidates.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is too small.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Passes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(NearestMatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(NearestCopy, NearestMatch);
        ArgumentOutOfRangeException.ThrowIfNegative(LargestDeviation);
        ArgumentOutOfRangeException.ThrowIfLessThan(SmallestRegion, 1);
        foreach (var scale in Scales)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1, nameof(Scales));
        }
    }
}
