namespace Telltale.Data.Transforms;

/// <summary>One number for each colour channel.</summary>
/// <param name="Red">For red.</param>
/// <param name="Green">For green.</param>
/// <param name="Blue">For blue.</param>
public readonly record struct ChannelValues(float Red, float Green, float Blue)
{
    /// <summary>For example "(0.5, 0.5, 0.5)".</summary>
    public override string ToString() => $"({Red}, {Green}, {Blue})";
}

/// <summary>Turns levels of 0 to 255 into network inputs: (level / 255 − mean) / standard deviation, for each channel.</summary>
/// <param name="Mean">Subtracted; in units of full scale, 0 to 1.</param>
/// <param name="StandardDeviation">Divided by; in units of full scale, above 0.</param>
public sealed record Normalization(ChannelValues Mean, ChannelValues StandardDeviation)
{
    /// <summary>Statistics of ImageNet's training images, for which torchvision's pretrained networks are made.</summary>
    public static Normalization ImageNet { get; } = new(new(0.485f, 0.456f, 0.406f), new(0.229f, 0.224f, 0.225f));

    /// <summary>Mean and deviation 0.5: inputs from −1 to 1.</summary>
    public static Normalization Half { get; } = new(new(0.5f, 0.5f, 0.5f), new(0.5f, 0.5f, 0.5f));

    /// <summary>Inputs from 0 to 1, as torchvision's <c>ToTensor</c> leaves them.</summary>
    public static Normalization None { get; } = new(new(0, 0, 0), new(1, 1, 1));

    /// <summary>Writes the inputs of one image, channel after channel.</summary>
    /// <param name="image">H × W.</param>
    /// <param name="destination">Filled: 3 × H × W float32, (3, H, W) in row-major order.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Write(RgbImage image, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (destination.Length != image.Pixels.Length)
        {
            throw new ArgumentException(
                $"An image of {image.Width} × {image.Height} needs room for {image.Pixels.Length} values, not {destination.Length}. "
                + "Do all images leave the transform with the same size?", nameof(destination));
        }
        var length = image.Width * image.Height;
        Span<float> red = stackalloc float[256], green = stackalloc float[256], blue = stackalloc float[256];
        Tabulate(Mean.Red, StandardDeviation.Red, red);
        Tabulate(Mean.Green, StandardDeviation.Green, green);
        Tabulate(Mean.Blue, StandardDeviation.Blue, blue);
        var reds = destination[..length];
        var greens = destination.Slice(length, length);
        var blues = destination[(2 * length)..];
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (var i = 0; i < length; i++, pixels = pixels[3..])
        {
            reds[i] = red[pixels[0]];
            greens[i] = green[pixels[1]];
            blues[i] = blue[pixels[2]];
        }
    }

    private static void Tabulate(float mean, float deviation, Span<float> inputs)
    {
        for (var level = 0; level < inputs.Length; level++)
        {
            inputs[level] = (level / 255f - mean) / deviation;
        }
    }
}
