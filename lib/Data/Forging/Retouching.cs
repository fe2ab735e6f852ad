using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Something is covered with content from elsewhere in the same photograph, enlarged to fit, matched in colour at the rim and given
/// some grain, as a retoucher does it. Enlarged pixels follow from their neighbours (Popescu, Farid, IEEE TSP 2005) and hold less
/// fine detail, and the added grain is not that of a sensor.
/// </summary>
/// <param name="Name">As TGIF calls its folder.</param>
public sealed record Retouching(string Name) : ForgingMethod(Name)
{
    // Places looked at before the best is taken.
    private const int Places = 12;

    /// <summary>Least factor of enlargement along each side, at least 1.</summary>
    public double LeastEnlargement { get; init; } = 1.4;

    /// <summary>Largest factor of enlargement along each side.</summary>
    public double MostEnlargement { get; init; } = 2.2;

    /// <summary>Largest standard deviation of the added grain; 1 = white.</summary>
    public double Grain { get; init; } = 0.004;

    /// <summary>Through which the filling goes besides, where a network makes it; null for none.</summary>
    public Decoder? Decoder { get; init; }

    /// <inheritdoc/>
    public override EditKind EditKind => EditKind.Spliced;

    /// <inheritdoc/>
    public override FloatImage Edit(FloatImage photograph, EditRegion region, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(random);
        var (left, top, width, height) = region.Bounds(around: 1);
        var enlargement = random.NextDouble(LeastEnlargement, MostEnlargement);
        var (columns, rows) = (Math.Max(2, (int)(width / enlargement)), Math.Max(2, (int)(height / enlargement)));
        (int X, int Y)[] rim = [.. region.Rim().Select(i => (i % photograph.Width - left, i / photograph.Width - top))];
        var covered = photograph.Crop(left, top, width, height);
        // The place whose content continues best across the rim; nearest pixels are good enough to compare.
        var place = Enumerable.Range(0, Places)
            .Select(_ => (Left: random.Next(photograph.Width - columns + 1), Top: random.Next(photograph.Height - rows + 1)))
            .MinBy(candidate => Mismatch(covered, rim, photograph.Crop(candidate.Left, candidate.Top, columns, rows)));
        var filling = Resampling.Resize(photograph.Crop(place.Left, place.Top, columns, rows), width, height);
        return region.Lay(Finish(Matched(filling, covered, rim), random), photograph, left, top);
    }

    private static double Mismatch(FloatImage covered, (int X, int Y)[] rim, FloatImage candidate) => Enumerable.Range(0, 3).Sum(channel =>
    {
        var (wanted, given) = (covered.PlaneArray(channel), candidate.PlaneArray(channel));
        return rim.Sum(at => Math.Abs(
            wanted[at.Y * covered.Width + at.X]
            - given[at.Y * candidate.Height / covered.Height * candidate.Width + at.X * candidate.Width / covered.Width]));
    });

    // Each colour is shifted so that its mean along the rim is that of the photograph.
    private static FloatImage Matched(FloatImage filling, FloatImage covered, (int X, int Y)[] rim)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var (plane, wanted) = (filling.PlaneArray(channel), covered.PlaneArray(channel));
            var shift = rim.Length == 0 ? 0 : rim.Average(at => wanted[at.Y * filling.Width + at.X] - plane[at.Y * filling.Width + at.X]);
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] += shift;
            }
        }
        return filling;
    }

    private FloatImage Finish(FloatImage filling, SeededRandom random)
    {
        var made = Decoder?.Regenerate(filling, random) ?? filling;
        var grain = random.NextDouble(0, Grain);
        return made.Map(plane => Array.ConvertAll(plane, value => value + (float)(grain * random.NextGaussian())));
    }
}
