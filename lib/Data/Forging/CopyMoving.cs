using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Covers the region with another part of the same photograph, rotated and scaled a little: copy-move. The pasted pixels come from the same
/// camera and the same file, so that they have no foreign trace but that of the interpolation; what remains is that they lie in the image
/// twice.
/// </summary>
/// <param name="Name">Not the name of a folder in TGIF, which has no such edits.</param>
internal sealed record CopyMoving(string Name) : ForgingMethod(Name)
{
    // Places that are tried for the source; the farthest from the region is taken, so that the two overlap as little as possible.
    private const int Places = 12;

    /// <summary>Largest rotation to either side, in degrees.</summary>
    public double MostRotation { get; init; } = 20;

    /// <summary>Largest enlargement or reduction, as a factor above 1.</summary>
    public double MostScaling { get; init; } = 1.1;

    /// <inheritdoc/>
    public override EditKind EditKind => EditKind.Spliced;

    /// <inheritdoc/>
    internal override FloatImage Edit(FloatImage photograph, EditRegion region, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(random);
        var (left, top, width, height) = region.Bounds(around: 1);
        var (sine, cosine) = Math.SinCos(random.NextDouble(-MostRotation, MostRotation) * Math.PI / 180);
        var scale = Math.Pow(MostScaling, random.NextDouble(-1, 1));
        var (centreX, centreY) = Enumerable.Range(0, Places)
            .Select(_ => (X: random.NextDouble() * (photograph.Width - width) + width / 2.0,
                Y: random.NextDouble() * (photograph.Height - height) + height / 2.0))
            .MaxBy(place => Math.Pow(place.X - left - width / 2.0, 2) + Math.Pow(place.Y - top - height / 2.0, 2));
        var copy = new FloatImage(width, height);
        for (var channel = 0; channel < 3; channel++)
        {
            var (from, to) = (photograph.PlaneArray(channel), copy.PlaneArray(channel));
            for (var i = 0; i < to.Length; i++)
            {
                var (right, down) = (i % width - width / 2.0, i / width - height / 2.0);
                to[i] = Between(from, photograph.Width, photograph.Height,
                    centreX + (cosine * right + sine * down) / scale, centreY + (cosine * down - sine * right) / scale);
            }
        }
        return region.Lay(copy, photograph, left, top);
    }

    // Bilinear; beyond the border, the last pixel is repeated.
    private static float Between(float[] plane, int width, int height, double x, double y)
    {
        var (left, top) = (Math.Clamp((int)Math.Floor(x), 0, width - 2), Math.Clamp((int)Math.Floor(y), 0, height - 2));
        var (right, down) = ((float)Math.Clamp(x - left, 0, 1), (float)Math.Clamp(y - top, 0, 1));
        var above = plane.AsSpan(top * width + left, 2);
        var below = plane.AsSpan((top + 1) * width + left, 2);
        return (1 - down) * ((1 - right) * above[0] + right * above[1]) + down * ((1 - right) * below[0] + right * below[1]);
    }
}
