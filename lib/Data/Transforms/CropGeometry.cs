namespace Telltale.Data.Transforms;

/// <summary>
/// Crops to a rectangle. Where it extends beyond the image, the image is mirrored at its border (the border pixel is not repeated):
/// unlike enlarging, this keeps the traces in the pixels, and unlike constant padding, it adds no edge.
/// </summary>
/// <param name="X">Left column of the rectangle; negative where it starts left of the image.</param>
/// <param name="Y">Upper row of the rectangle; negative where it starts above the image.</param>
/// <param name="Width">Columns of the rectangle.</param>
/// <param name="Height">Rows of the rectangle.</param>
public sealed record CropGeometry(int X, int Y, int Width, int Height) : Geometry
{
    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if ((X, Y, Width, Height) == (0, 0, image.Width, image.Height))
        {
            return image;
        }
        var result = RgbImage.Rent(Width, Height);
        var isInside = X >= 0 && X + Width <= image.Width;
        for (var row = 0; row < Height; row++)
        {
            var from = image.Pixels.AsSpan(3 * image.Width * Mirror(Y + row, image.Height), 3 * image.Width);
            var to = result.Pixels.AsSpan(3 * Width * row, 3 * Width);
            if (isInside)
            {
                from.Slice(3 * X, 3 * Width).CopyTo(to);
                continue;
            }
            for (var column = 0; column < Width; column++)
            {
                from.Slice(3 * Mirror(X + column, image.Width), 3).CopyTo(to[(3 * column)..]);
            }
        }
        return result;
    }

    /// <inheritdoc/>
    public override Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if ((X, Y, Width, Height) == (0, 0, mask.Width, mask.Height))
        {
            return mask;
        }
        var pixels = new byte[Width * Height];
        pixels.AsSpan().Fill(Mask.Ignored);
        var (left, right) = (Math.Max(X, 0), Math.Min(X + Width, mask.Width));
        for (var y = Math.Max(Y, 0); left < right && y < Math.Min(Y + Height, mask.Height); y++)
        {
            mask.Pixels.AsSpan(mask.Width * y + left, right - left).CopyTo(pixels.AsSpan(Width * (y - Y) + left - X));
        }
        return new(Width, Height, pixels);
    }

    /// <summary>Maps a position outside 0 to length − 1 to its mirror image inside.</summary>
    internal static int Mirror(int position, int length)
    {
        if (length == 1)
        {
            return 0;
        }
        var period = 2 * (length - 1);
        var phase = (position % period + period) % period;
        return Math.Min(phase, period - phase);
    }
}
