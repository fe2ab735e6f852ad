using System.Numerics;

namespace Telltale.Data;

/// <summary>An RGB image in floating point, one plane per colour: what scenes, cameras and decoders compute on. 1 = white.</summary>
public sealed class FloatImage
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

    /// <summary>Another image made plane by plane.</summary>
    /// <param name="plane">Takes a plane of width × height values and returns another of the same size.</param>
    internal FloatImage Map(Func<float[], float[]> plane) => Map(plane, Width, Height);

    /// <summary>Another image of another size made plane by plane.</summary>
    internal FloatImage Map(Func<float[], float[]> plane, int width, int height) => new(width, height, [.. planes.Select(plane)]);

    /// <summary>A copy of a part.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="width">Columns of the part.</param>
    /// <param name="height">Rows of the part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the image.</exception>
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

    /// <summary>The image in bytes: clamped to [0, 1], times 255, rounded.</summary>
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

    /// <summary>The image of bytes, divided by 255.</summary>
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
