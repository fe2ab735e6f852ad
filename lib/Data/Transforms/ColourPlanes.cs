using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Telltale.Data.Transforms;

/// <summary>
/// An image as three planes of float32, 0 to 255, whose colours are changed as torchvision does on float tensors
/// (<c>adjust_brightness</c> and so on): every change is clamped, and values are rounded only at the end. Multiplications and additions
/// are not fused, so that every machine gives the same result.
/// </summary>
internal sealed class ColourPlanes : IDisposable
{
    private readonly int width;
    private readonly int height;
    private readonly int stride;
    private readonly float[] values;

    /// <summary>Copies an image.</summary>
    public ColourPlanes(RgbImage image)
    {
        (width, height) = (image.Width, image.Height);
        // Planes are padded to whole vectors, so loops have no remainder.
        stride = (width * height + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        values = ArrayPool<float>.Shared.Rent(3 * stride);
        PackedPixels.ToPlanes(image.Pixels, Plane(0), Plane(1), Plane(2));
    }

    /// <summary>Multiplies every value.</summary>
    public void Brighten(float factor)
    {
        foreach (ref var value in Vectors(values.AsSpan(0, 3 * stride)))
        {
            value = Clamp(value * factor);
        }
    }

    /// <summary>Moves every value away from (factor above 1) or towards the mean grey of the image.</summary>
    public void Contrast(float factor)
    {
        var offset = new Vector<float>((1 - factor) * MeanGrey());
        foreach (ref var value in Vectors(values.AsSpan(0, 3 * stride)))
        {
            value = Clamp(value * factor + offset);
        }
    }

    /// <summary>Moves every pixel away from (factor above 1) or towards its own grey.</summary>
    public void Saturate(float factor)
    {
        var red = Vectors(Plane(0));
        var green = Vectors(Plane(1));
        var blue = Vectors(Plane(2));
        for (var i = 0; i < red.Length; i++)
        {
            var offset = Grey(red[i], green[i], blue[i]) * (1 - factor);
            red[i] = Clamp(red[i] * factor + offset);
            green[i] = Clamp(green[i] * factor + offset);
            blue[i] = Clamp(blue[i] * factor + offset);
        }
    }

    /// <summary>Shifts the hue (of HSV).</summary>
    /// <param name="turns">−0.5 to 0.5; 1/3 turns red into green.</param>
    public void ShiftHue(float turns)
    {
        var red = Vectors(Plane(0));
        var green = Vectors(Plane(1));
        var blue = Vectors(Plane(2));
        for (var i = 0; i < red.Length; i++)
        {
            var (r, g, b) = (red[i], green[i], blue[i]);
            var value = Vector.Max(r, Vector.Max(g, b));
            var chroma = value - Vector.Min(r, Vector.Min(g, b));
            var hue = HueInSixths(r, g, b, value, chroma) + new Vector<float>(6 * turns);
            red[i] = Channel(5, hue, value, chroma);
            green[i] = Channel(3, hue, value, chroma);
            blue[i] = Channel(1, hue, value, chroma);
        }
    }

    /// <summary>The result, rounded to nearest.</summary>
    public RgbImage ToImage()
    {
        var image = RgbImage.Rent(width, height);
        PackedPixels.FromPlanes(Plane(0), Plane(1), Plane(2), image.Pixels);
        return image;
    }

    /// <summary>Returns the memory to its pool.</summary>
    public void Dispose() => ArrayPool<float>.Shared.Return(values);

    private Span<float> Plane(int channel) => values.AsSpan(channel * stride, stride);

    private static Span<Vector<float>> Vectors(Span<float> plane) => MemoryMarshal.Cast<float, Vector<float>>(plane);

    private static Vector<float> Clamp(Vector<float> value) => Vector.Min(Vector.Max(value, Vector<float>.Zero), new Vector<float>(255));

    private static Vector<float> Grey(Vector<float> red, Vector<float> green, Vector<float> blue) =>
        red * 0.2989f + green * 0.587f + blue * 0.114f;

    // Not vectorized: the order of summation affects the last digits, and vector lengths differ between machines.
    private float MeanGrey()
    {
        var red = Plane(0);
        var green = Plane(1);
        var blue = Plane(2);
        var sum = 0.0;
        for (var i = 0; i < width * height; i++)
        {
            sum += red[i] * 0.2989f + green[i] * 0.587f + blue[i] * 0.114f;
        }
        return (float)(sum / (width * height));
    }

    private static Vector<float> HueInSixths(Vector<float> r, Vector<float> g, Vector<float> b, Vector<float> value, Vector<float> chroma)
    {
        var (isRed, isGreen) = (Vector.Equals(value, r), Vector.Equals(value, g));
        var difference = Vector.ConditionalSelect(isRed, g - b, Vector.ConditionalSelect(isGreen, b - r, r - g));
        var start = Vector.ConditionalSelect(
            isRed, Vector<float>.Zero, Vector.ConditionalSelect(isGreen, new Vector<float>(2), new Vector<float>(4)));
        return difference / Vector.ConditionalSelect(Vector.Equals(chroma, Vector<float>.Zero), Vector<float>.One, chroma) + start;
    }

    // HSV to RGB without branches: each channel is value − chroma × (a trapezoid function of the hue), shifted by a third of a turn.
    private static Vector<float> Channel(float offset, Vector<float> hue, Vector<float> value, Vector<float> chroma)
    {
        var position = hue + new Vector<float>(offset);
        position -= Vector.Floor(position / 6) * 6;
        var share = Vector.Min(Vector.Min(position, new Vector<float>(4) - position), Vector<float>.One);
        return value - chroma * Vector.Max(share, Vector<float>.Zero);
    }
}
