using System.Runtime.InteropServices;
using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Rotates about the centre by a random angle, keeping the size; bilinear interpolation.</summary>
/// <param name="Degrees">The angle is drawn from −Degrees to +Degrees; 0 to 180.</param>
/// <param name="Fill">Level, 0 to 255, of pixels from outside the image.</param>
public sealed record Rotation(double Degrees = 10, byte Fill = 0) : GeometricTransform
{
    /// <summary>The angle is drawn from −Degrees to +Degrees; 0 to 180.</summary>
    public double Degrees { get; init; } = Parameter.Between(Degrees, 0, 180);

    /// <summary>Level, 0 to 255, of pixels from outside the image.</summary>
    public byte Fill { get; init; } = Fill;

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new RotationGeometry(random.NextDouble(-Degrees, Degrees), Fill);
    }
}

/// <summary>Rotates about the centre by a fixed angle, as Pillow's <c>rotate</c> does with bilinear interpolation.</summary>
/// <param name="Degrees">Counter-clockwise.</param>
/// <param name="Fill">Level of pixels from outside the image.</param>
internal sealed record RotationGeometry(double Degrees, byte Fill) : Geometry
{
    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (width, result) = (image.Width, RgbImage.Rent(image.Width, image.Height));
        var grid = new RotatedGrid(Degrees, width, image.Height);
        using var framed = new FramedPixels(image);
        var rotated = new uint[width];
        for (var row = 0; row < image.Height; row++)
        {
            rotated.AsSpan().Fill(0x010101u * Fill);
            var fromRow = grid.Row(row);
            for (var column = 0; column < width; column++)
            {
                if (grid.Place(fromRow, column) is var place && grid.Contains(place))
                {
                    rotated[column] = framed.Interpolate(place);
                }
            }
            PackedPixels.DropAlpha(MemoryMarshal.AsBytes(rotated.AsSpan()), result.Pixels.AsSpan(3 * width * row, 3 * width));
        }
        return result;
    }

    /// <inheritdoc/>
    public override Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var pixels = new byte[mask.Width * mask.Height];
        pixels.AsSpan().Fill(Mask.Ignored);
        var grid = new RotatedGrid(Degrees, mask.Width, mask.Height);
        for (var (row, target) = (0, 0); row < mask.Height; row++)
        {
            var fromRow = grid.Row(row);
            for (var column = 0; column < mask.Width; column++, target++)
            {
                if (grid.Place(fromRow, column) is var place && grid.Contains(place))
                {
                    pixels[target] = mask.Pixels[mask.Width * (int)place[1] + (int)place[0]];
                }
            }
        }
        return new(mask.Width, mask.Height, pixels);
    }
}
