using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Flips left and right.</summary>
/// <param name="Probability">Probability of applying it, 0 to 1.</param>
public sealed record HorizontalFlip(double Probability = 0.5) : GeometricTransform
{
    /// <summary>Probability of applying it, 0 to 1.</summary>
    public double Probability { get; init; } = Parameter.Between(Probability, 0, 1);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.NextDouble() < Probability ? new FlipGeometry() : new CropGeometry(0, 0, width, height);
    }
}

/// <summary>Flips left and right.</summary>
internal sealed record FlipGeometry : Geometry
{
    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (stride, result) = (3 * image.Width, RgbImage.Rent(image.Width, image.Height));
        for (var row = 0; row < image.Height; row++)
        {
            PackedPixels.Reverse(image.Pixels.AsSpan(stride * row, stride), result.Pixels.AsSpan(stride * row, stride));
        }
        return result;
    }

    /// <inheritdoc/>
    public override Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var pixels = mask.Pixels.AsSpan().ToArray();
        for (var row = 0; row < mask.Height; row++)
        {
            pixels.AsSpan(mask.Width * row, mask.Width).Reverse();
        }
        return new(mask.Width, mask.Height, pixels);
    }
}
