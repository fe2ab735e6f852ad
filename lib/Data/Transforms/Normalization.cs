using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>A value for each colour channel.</summary>
/// <param name="Red">For red.</param>
/// <param name="Green">For green.</param>
/// <param name="Blue">For blue.</param>
public readonly record struct ChannelValues(float Red, float Green, float Blue)
{
    /// <summary>For example "(0.5, 0.5, 0.5)".</summary>
    public override string ToString() => $"({Red.Invariant()}, {Green.Invariant()}, {Blue.Invariant()})";
}

/// <summary>Normalises levels of 0 to 255 to network inputs: (level / 255 − mean) / standard deviation, per channel.</summary>
/// <param name="Mean">In units of full scale, 0 to 1.</param>
/// <param name="StandardDeviation">In units of full scale, above 0.</param>
public sealed record Normalization(ChannelValues Mean, ChannelValues StandardDeviation)
{
    /// <summary>Mean and standard deviation of ImageNet's training images, as torchvision's pretrained networks expect.</summary>
    public static Normalization ImageNet { get; } = new(new(0.485f, 0.456f, 0.406f), new(0.229f, 0.224f, 0.225f));

    /// <summary>Mean and standard deviation 0.5: inputs from −1 to 1.</summary>
    public static Normalization Half { get; } = new(new(0.5f, 0.5f, 0.5f), new(0.5f, 0.5f, 0.5f));

    /// <summary>Inputs from 0 to 1, as from torchvision's <c>ToTensor</c>.</summary>
    public static Normalization None { get; } = new(new(0, 0, 0), new(1, 1, 1));

    /// <summary>Writes the network input of an image in channels-last order, the order of the image's own pixels.</summary>
    /// <param name="image">H × W.</param>
    /// <param name="destination">Filled with 3 × H × W values: (H, W, 3) in row-major order.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Write(RgbImage image, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (destination.Length != image.Pixels.Length)
        {
            throw new ArgumentException(
                $"An image of {image.Width} × {image.Height} has {image.Pixels.Length} values, but the destination has "
                + $"{destination.Length}. Does the transform give all images the same size?", nameof(destination));
        }
        Span<float> red = stackalloc float[256], green = stackalloc float[256], blue = stackalloc float[256];
        Tabulate(Mean.Red, StandardDeviation.Red, red);
        Tabulate(Mean.Green, StandardDeviation.Green, green);
        Tabulate(Mean.Blue, StandardDeviation.Blue, blue);
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (; pixels.Length > 0; pixels = pixels[3..], destination = destination[3..])
        {
            destination[0] = red[pixels[0]];
            destination[1] = green[pixels[1]];
            destination[2] = blue[pixels[2]];
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
