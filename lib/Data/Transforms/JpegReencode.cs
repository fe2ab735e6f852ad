using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Compresses and decompresses as JPEG. Before a random crop, the grid of 8 × 8 blocks gets a random offset.</summary>
/// <param name="MinimumQuality">Lowest quality, 1 to 100.</param>
/// <param name="MaximumQuality">Highest quality, MinimumQuality to 100; uniform over the integers between.</param>
/// <param name="Probability">Probability of applying it, 0 to 1.</param>
/// <param name="Subsampling">Chroma subsampling: Yuv444, Yuv422 or Yuv420.</param>
public sealed record JpegReencode(
    int MinimumQuality = 30, int MaximumQuality = 100, double Probability = 0.5, ChromaSubsampling Subsampling = ChromaSubsampling.Yuv420)
    : PhotometricTransform
{
    /// <summary>Lowest quality, 1 to 100.</summary>
    public int MinimumQuality { get; init; } = Parameter.Between(MinimumQuality, 1, 100);

    /// <summary>Highest quality, MinimumQuality to 100.</summary>
    public int MaximumQuality { get; init; } = Parameter.Between(MaximumQuality, MinimumQuality, 100);

    /// <summary>Probability of applying it, 0 to 1.</summary>
    public double Probability { get; init; } = Parameter.Between(Probability, 0, 1);

    /// <summary>Chroma subsampling: Yuv444, Yuv422 or Yuv420.</summary>
    public ChromaSubsampling Subsampling { get; init; } = Subsampling;

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() >= Probability)
        {
            return image;
        }
        var quality = random.Next(MinimumQuality, MaximumQuality + 1);
        return ImageCodec.Decode(ImageCodec.EncodeJpeg(image, quality, Subsampling), "re-encoded JPEG");
    }
}
