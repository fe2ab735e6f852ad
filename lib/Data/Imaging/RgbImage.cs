namespace Telltale.Data;

/// <summary>An 8-bit RGB image in managed memory.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">height × width × 3 bytes, row by row, red green blue interleaved.</param>
    /// <exception cref="ArgumentException">The array's length is not height × width × 3.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException(
                $"An image of {width} × {height} needs {3L * width * height} bytes, not {pixels.Length}.", nameof(pixels));
        }
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>A black image.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public RgbImage(int width, int height) : this(width, height, new byte[3 * width * height])
    {
    }

    /// <summary>An image with undefined pixels from <see cref="PixelPool"/>, to be filled.</summary>
    internal static RgbImage Rent(int width, int height) => new(width, height, PixelPool.Rent(3 * width * height));

    /// <summary>
    /// Returns the pixels to <see cref="PixelPool"/>, unless one of these images shares them. Only for the owner of this image.
    /// </summary>
    internal void ReturnUnlessIn(RgbImage first, RgbImage? second = null)
    {
        if (Pixels != first.Pixels && Pixels != second?.Pixels)
        {
            PixelPool.Return(Pixels);
        }
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, height × width × 3, red green blue interleaved, not copied: writing to them changes the image.</summary>
#pragma warning disable CA1819 // copying at every access would be too slow
    public byte[] Pixels { get; }
#pragma warning restore CA1819
}
