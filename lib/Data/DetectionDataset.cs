using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Images for detection. Inputs are (3, H, W) float32, normalised; targets 0 = real, 1 = synthetic.</summary>
/// <example><code>
/// var images = DetectionFolder.Read("/data/ForenSynths");
/// var dataset = new DetectionDataset(images, Transform.Train(224));
/// var loader = new Loader(dataset, batchSize: 32, seed: 17, shuffle: true);
/// </code></example>
public sealed class DetectionDataset : ImageDataset
{
    /// <summary>A dataset of the records, in their order.</summary>
    /// <param name="records">At least one record.</param>
    /// <param name="transform">Must give all images the same size, as the presets in <see cref="Transforms.Transform"/> do.</param>
    /// <param name="cache">Caches decoded images between epochs; null for the cache shared by all datasets.</param>
    public DetectionDataset(IEnumerable<ImageRecord> records, TransformPipeline transform, ImageCache? cache = null)
        : base(records, transform)
    {
        Cache = cache ?? ImageCache.Shared;
        InputShape = [3, transform.OutputHeight, transform.OutputWidth];
    }

    /// <summary>The cache of decoded images.</summary>
    internal ImageCache Cache { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> InputShape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> TargetShape { get; } = [];

    /// <inheritdoc/>
    public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target)
    {
        var original = Cache.Read(Records[index].Path, Fixed);
        var image = Rest.Apply(original, SeededRandom.For(seed, epoch, index));
        Transform.WriteNormalized(image, input);
        image.ReturnUnlessIn(original);
        Cache.Release(Records[index].Path, original, Fixed);
        target[0] = Records[index].IsPositive ? 1 : 0;
    }
}
