namespace Telltale.Data;

/// <summary>Which pixels of an image were edited. In managed memory; safe to hand between threads.</summary>
public sealed class Mask
{
    /// <summary>Value of a pixel that was left alone.</summary>
    public const byte Authentic = 0;

    /// <summary>Value of a pixel that was edited.</summary>
    public const byte Edited = 1;

    /// <summary>Value of a pixel that counts in no loss and no metric: padding, or what a rotation turned in from outside.</summary>
    public const byte Ignored = 255;

    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">height × width values, row by row: <see cref="Authentic"/>, <see cref="Edited"/> or <see cref="Ignored"/>.</param>
    /// <exception cref="ArgumentException">The array has another length, or a value is none of the three.</exception>
    public Mask(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)width * height)
        {
            throw new ArgumentException($"A mask of {width} × {height} needs {(long)width * height} bytes, not {pixels.Length}.", nameof(pixels));
        }
        if (pixels.AsSpan().IndexOfAnyExcept(Authentic, Edited, Ignored) is >= 0 and var wrong)
        {
            throw new ArgumentException($"Pixel {wrong} of a mask is {pixels[wrong]}; it must be 0 (authentic), 1 (edited) or 255 (ignored).", nameof(pixels));
        }
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>The mask of an unedited image.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Mask Empty(int width, int height) => new(width, height, new byte[width * height]);

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels themselves, height × width, row by row. Not to be written to.</summary>
#pragma warning disable CA1819 // the pixels are the point of this type; a copy at every access would not do
    public byte[] Pixels { get; }
#pragma warning restore CA1819

    /// <summary>Share of the counting pixels that were edited, in [0, 1]; 0 where none counts.</summary>
    public double Coverage
    {
        get
        {
            var (edited, counting) = (Pixels.AsSpan().Count(Edited), Pixels.Length - Pixels.AsSpan().Count(Ignored));
            return counting == 0 ? 0 : edited / (double)counting;
        }
    }

    /// <summary>What mask files look like: white where edited, black where not, and mid-grey (127) where a pixel counts nowhere.</summary>
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
