using System.Numerics;

namespace Telltale.Data;

/// <summary>An RGB image in float32, one plane per channel, for simulated cameras, decoders and edits. 0 = black, 1 = white.</summary>
internal sealed class FloatImage
{
    private readonly float[][] planes;

    /// <summary>A black image.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public FloatImage(int width, int height)
        : this(width, height, [new float[width * height], new float[width * height], new float[width * height]])
    {
    }

    internal FloatImage(int width, int height, float[][] planes) => (Width, Height, this.planes) = (width, height, planes);

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red (0), green (1) or blue (2), row by row; writing changes the image.</summary>
    /// <param name="channel">0, 1 or 2.</param>
    public Span<float> Plane(int channel) => planes[channel];

    internal float[] PlaneArray(int channel) => planes[channel];

    /// <summary>Applies a function to each plane.</summary>
    /// <param name="plane">Maps a plane of width × height values to a new one of the same size.</param>
    internal FloatImage Map(Func<float[], float[]> plane) => Map(plane, Width, Height);

    /// <summary>Applies a function to each plane that changes its size.</summary>
    internal FloatImage Map(Func<float[], float[]> plane, int width, int height) => new(width, height, [.. planes.Select(plane)]);

    /// <summary>A copy of a rectangle.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="width">Columns of the rectangle.</param>
    /// <param name="height">Rows of the rectangle.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle extends beyond the image.</exception>
    public FloatImage Crop(int left, int top, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(left + width, Width, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top + height, Height, nameof(height));
        var part = new FloatImage(width, height);
        for (var channel = 0; channel < 3; channel++)
        {
            for (var y = 0; y < height; y++)
            {
                Plane(channel).Slice((top + y) * Width + left, width).CopyTo(part.Plane(channel)[(y * width)..]);
            }
        }
        return part;
    }

    /// <summary>The image as bytes: clamped to [0, 1], multiplied by 255, rounded.</summary>
    public RgbImage ToRgbImage()
    {
        var image = new RgbImage(Width, Height);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = planes[channel];
            for (var i = 0; i < plane.Length; i++)
            {
                image.Pixels[3 * i + channel] = (byte)(Math.Clamp(plane[i], 0f, 1f) * 255f + 0.5f);
            }
        }
        return image;
    }

    /// <summary>Converts an image of bytes: levels are divided by 255.</summary>
    /// <param name="image">Any image.</param>
    public static FloatImage From(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var result = new FloatImage(image.Width, image.Height);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = result.planes[channel];
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] = image.Pixels[3 * i + channel] / 255f;
            }
        }
        return result;
    }

    /// <summary>first · a + second · b, plane by plane.</summary>
    internal static float[] Blend(ReadOnlySpan<float> first, float a, ReadOnlySpan<float> second, float b)
    {
        var result = GC.AllocateUninitializedArray<float>(first.Length);
        var i = 0;
        for (; i <= result.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(first[i..]) * a + new Vector<float>(second[i..]) * b).CopyTo(result, i);
        }
        for (; i < result.Length; i++)
        {
            result[i] = first[i] * a + second[i] * b;
        }
        return result;
    }
}
