using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Fills the region with content from elsewhere in the photograph, enlarged to fit, matched in colour at the edge and with added noise,
/// as in manual retouching. Enlarged pixels are correlated with their neighbours (Popescu, Farid, IEEE TSP 2005) and have less fine
/// detail, and the added noise is not sensor noise.
/// </summary>
/// <param name="Name">Name of its folder in TGIF.</param>
internal sealed record Retouching(string Name) : ForgingMethod(Name)
{
    // Candidate sources, of which the best is taken.
    private const int Places = 12;

    /// <summary>Smallest enlargement along each axis, at least 1.</summary>
    public double LeastEnlargement { get; init; } = 1.4;

    /// <summary>Largest enlargement along each axis.</summary>
    public double MostEnlargement { get; init; } = 2.2;

    /// <summary>Largest standard deviation of the added noise; 1 = white.</summary>
    public double Grain { get; init; } = 0.004;

    /// <summary>A decoder that also regenerates the filling, to imitate an inpainting network; null for none.</summary>
    public Decoder? Decoder { get; init; }

    /// <inheritdoc/>
    public override EditKind EditKind => EditKind.Spliced;

    /// <inheritdoc/>
    internal override FloatImage Edit(FloatImage photograph, EditRegion region, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(random);
        var (left, top, width, height) = region.Bounds(around: 1);
        var enlargement = random.NextDouble(LeastEnlargement, MostEnlargement);
        var (columns, rows) = (Math.Max(2, (int)(width / enlargement)), Math.Max(2, (int)(height / enlargement)));
        (int X, int Y)[] rim = [.. region.Rim().Select(i => (i % photograph.Width - left, i / photograph.Width - top))];
        var covered = photograph.Crop(left, top, width, height);
        // The source that matches best along the edge, compared by nearest pixels.
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

    // Each channel is shifted to the photograph's mean along the edge.
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
