using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Adds white Gaussian noise, independent in every pixel and channel; results are rounded and clamped to 0 to 255.</summary>
/// <param name="MinimumSigma">Smallest standard deviation in levels of 0 to 255, 0 to 100.</param>
/// <param name="MaximumSigma">Largest standard deviation in levels, MinimumSigma to 100.</param>
/// <param name="Probability">Probability of applying it, 0 to 1.</param>
public sealed record GaussianNoise(double MinimumSigma = 0, double MaximumSigma = 5, double Probability = 0.5) : PhotometricTransform
{
    /// <summary>Smallest standard deviation in levels of 0 to 255, 0 to 100.</summary>
    public double MinimumSigma { get; init; } = Parameter.Between(MinimumSigma, 0, 100);

    /// <summary>Largest standard deviation in levels, MinimumSigma to 100.</summary>
    public double MaximumSigma { get; init; } = Parameter.Between(MaximumSigma, MinimumSigma, 100);

    /// <summary>Probability of applying it, 0 to 1.</summary>
    public double Probability { get; init; } = Parameter.Between(Probability, 0, 1);

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        return random.NextDouble() < Probability ? Add(image, random.NextDouble(MinimumSigma, MaximumSigma), random) : image;
    }

    private static RgbImage Add(RgbImage image, double sigma, SeededRandom random)
    {
        if (sigma == 0)
        {
            return image;
        }
        var result = RgbImage.Rent(image.Width, image.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            result.Pixels[i] = (byte)Math.Clamp(image.Pixels[i] + sigma * random.NextGaussian() + 0.5, 0, 255);
        }
        return result;
    }
}
