using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Exchanges left and right.</summary>
/// <param name="Probability">How often, 0 to 1.</param>
public sealed record HorizontalFlip(double Probability = 0.5) : GeometricTransform
{
    /// <summary>How often, 0 to 1.</summary>
    public double Probability { get; init; } = Parameter.Between(Probability, 0, 1);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.NextDouble() < Probability ? new FlipGeometry() : new CropGeometry(0, 0, width, height);
    }
}

/// <summary>Exchanges left and right.</summary>
public sealed record FlipGeometry : Geometry
{
    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (width, result) = (image.Width, new RgbImage(image.Width, image.Height));
        for (var row = 0; row < image.Height; row++)
        {
            var from = image.Pixels.AsSpan(3 * width * row, 3 * width);
            var to = result.Pixels.AsSpan(3 * width * row, 3 * width);
            for (int left = 0, right = 3 * (width - 1); right >= 0; left += 3, right -= 3)
            {
                to[left] = from[right];
                to[left + 1] = from[right + 1];
                to[left + 2] = from[right + 2];
            }
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
