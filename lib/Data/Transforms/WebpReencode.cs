using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Compresses and decompresses as lossy WebP (always 4:2:0).</summary>
/// <param name="MinimumQuality">Lowest quality, 1 to 100.</param>
/// <param name="MaximumQuality">Highest quality, MinimumQuality to 100; uniform over the integers between.</param>
/// <param name="Probability">Probability of applying it, 0 to 1.</param>
public sealed record WebpReencode(int MinimumQuality = 30, int MaximumQuality = 100, double Probability = 0.5) : PhotometricTransform
{
    /// <summary>Lowest quality, 1 to 100.</summary>
    public int MinimumQuality { get; init; } = Parameter.Between(MinimumQuality, 1, 100);

    /// <summary>Highest quality, MinimumQuality to 100.</summary>
    public int MaximumQuality { get; init; } = Parameter.Between(MaximumQuality, MinimumQuality, 100);

    /// <summary>Probability of applying it, 0 to 1.</summary>
    public double Probability { get; init; } = Parameter.Between(Probability, 0, 1);

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.NextDouble() < Probability
            ? ImageCodec.Decode(ImageCodec.EncodeWebp(image, random.Next(MinimumQuality, MaximumQuality + 1)), "re-encoded WebP")
            : image;
    }
}
