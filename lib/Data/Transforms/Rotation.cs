using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Turns the image about its centre, keeping its size; bilinear interpolation.</summary>
/// <param name="Degrees">The angle is drawn from −Degrees to +Degrees; 0 to 180.</param>
/// <param name="Fill">Level, 0 to 255, of what comes into view from outside.</param>
public sealed record Rotation(double Degrees = 10, byte Fill = 0) : GeometricTransform
{
    /// <summary>The angle is drawn from −Degrees to +Degrees; 0 to 180.</summary>
    public double Degrees { get; init; } = Parameter.Between(Degrees, 0, 180);

    /// <summary>Level, 0 to 255, of what comes into view from outside.</summary>
    public byte Fill { get; init; } = Fill;

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new RotationGeometry(random.NextDouble(-Degrees, Degrees), Fill);
    }
}

/// <summary>Turns an image about its centre by one angle, as Pillow's <c>rotate</c> does with bilinear interpolation.</summary>
/// <param name="Degrees">Counter-clockwise as seen.</param>
/// <param name="Fill">Level of what comes into view from outside.</param>
public sealed record RotationGeometry(double Degrees, byte Fill) : Geometry
{
    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var result = new RgbImage(image.Width, image.Height);
        result.Pixels.AsSpan().Fill(Fill);
        foreach (var (target, x, y) in Sources(image.Width, image.Height))
        {
            Interpolate(image, x - 0.5, y - 0.5, result.Pixels.AsSpan(3 * target, 3));
        }
        return result;
    }

    /// <inheritdoc/>
    public override Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var pixels = new byte[mask.Width * mask.Height];
        pixels.AsSpan().Fill(Mask.Ignored);
        foreach (var (target, x, y) in Sources(mask.Width, mask.Height))
        {
            pixels[target] = mask.Pixels[mask.Width * (int)y + (int)x];
        }
        return new(mask.Width, mask.Height, pixels);
    }

    /// <summary>For each new pixel that shows something of the image: its index, and the place it shows; the first pixel's centre is (0.5, 0.5).</summary>
    private IEnumerable<(int Target, double X, double Y)> Sources(int width, int height)
    {
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(Degrees));
        var (centreX, centreY) = (width / 2.0, height / 2.0);
        var target = 0;
        for (var row = 0; row < height; row++)
        {
            var y = row + 0.5 - centreY;
            for (var column = 0; column < width; column++, target++)
            {
                var x = column + 0.5 - centreX;
                var sourceX = cosine * x - sine * y + centreX;
                var sourceY = sine * x + cosine * y + centreY;
                if (sourceX >= 0 && sourceX < width && sourceY >= 0 && sourceY < height)
                {
                    yield return (target, sourceX, sourceY);
                }
            }
        }
    }

    private static void Interpolate(RgbImage image, double x, double y, Span<byte> target)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = ((float)(x - left), (float)(y - top));
        var upper = 3 * image.Width * Math.Max(top, 0);
        var lower = 3 * image.Width * Math.Min(top + 1, image.Height - 1);
        var near = 3 * Math.Max(left, 0);
        var far = 3 * Math.Min(left + 1, image.Width - 1);
        var pixels = image.Pixels;
        for (var channel = 0; channel < 3; channel++)
        {
            var above = Mix(pixels[upper + near + channel], pixels[upper + far + channel], right);
            var below = Mix(pixels[lower + near + channel], pixels[lower + far + channel], right);
            target[channel] = (byte)(Mix(above, below, down) + 0.5f);
        }
    }

    private static float Mix(float first, float second, float shareOfSecond) => first + (second - first) * shareOfSecond;
}
