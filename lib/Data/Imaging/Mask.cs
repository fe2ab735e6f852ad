namespace Telltale.Data;

/// <summary>The edited pixels of an image, in managed memory.</summary>
public sealed class Mask
{
    /// <summary>Value of a pixel that was not edited.</summary>
    public const byte Authentic = 0;

    /// <summary>Value of a pixel that was edited.</summary>
    public const byte Edited = 1;

    /// <summary>Value of a pixel outside the original image (padding, rotation), which counts in no loss and no metric.</summary>
    public const byte Ignored = 255;

    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">
    /// height × width values, row by row: <see cref="Authentic"/>, <see cref="Edited"/> or <see cref="Ignored"/>.
    /// </param>
    /// <exception cref="ArgumentException">The array has another length, or contains another value.</exception>
    public Mask(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)width * height)
        {
            throw new ArgumentException(
                $"A mask of {width} × {height} needs {(long)width * height} bytes, not {pixels.Length}.",
                nameof(pixels));
        }
        if (pixels.AsSpan().IndexOfAnyExcept(Authentic, Edited, Ignored) is >= 0 and var wrong)
        {
            throw new ArgumentException(
                $"Pixel {wrong} of a mask is {pixels[wrong]}; it must be 0 (authentic), 1 (edited) or 255 (ignored).", nameof(pixels));
        }
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>The mask of an authentic image: no pixel is edited.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Mask Empty(int width, int height) => new(width, height, new byte[width * height]);

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, height × width, row by row, not copied. Do not write to them.</summary>
#pragma warning disable CA1819 // copying at every access would be too slow
    public byte[] Pixels { get; }
#pragma warning restore CA1819

    /// <summary>Share of edited pixels among those not ignored, in [0, 1]; 0 where all are ignored.</summary>
    public double Coverage
    {
        get
        {
            var (edited, counting) = (Pixels.AsSpan().Count(Edited), Pixels.Length - Pixels.AsSpan().Count(Ignored));
            return counting == 0 ? 0 : edited / (double)counting;
        }
    }

    /// <summary>The mask as an image: white = edited, black = authentic, grey (127) = ignored.</summary>
    public RgbImage ToRgbImage()
    {
        var image = new RgbImage(Width, Height);
        for (var i = 0; i < Pixels.Length; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).Fill(Pixels[i] switch { Edited => 255, Authentic => 0, _ => 127 });
        }
        return image;
    }
}
