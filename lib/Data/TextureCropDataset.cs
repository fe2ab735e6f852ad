using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// A detection dataset whose centre crop is replaced by several crops of the same size, those with the richest texture, one below the
/// other: inputs are (3, crops · S, S), so that an image is decoded once.
/// </summary>
internal sealed class TextureCropDataset : ImageDataset
{
    private readonly DetectionDataset dataset;
    private readonly TransformPipeline before;
    private readonly int size, crops;

    /// <summary>Replaces the centre crop of a dataset.</summary>
    /// <exception cref="ArgumentException">The last step of its transform is not a <see cref="CentreCrop"/>.</exception>
    public TextureCropDataset(DetectionDataset dataset, int crops) : base(dataset.Records, dataset.Transform)
    {
        var steps = dataset.Transform.Steps;
        size = steps is [.., CentreCrop crop] ? crop.Size : throw new ArgumentException(
            $"Crops with rich texture replace a centre crop, which must be the last step; the transform is {dataset.Transform}. "
            + "Use Transform.Evaluation.", nameof(dataset));
        before = dataset.Transform with { Steps = [.. steps.SkipLast(1)] };
        (this.dataset, this.crops) = (dataset, crops);
        InputShape = [3, crops * size, size];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> InputShape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> TargetShape { get; } = [];

    /// <inheritdoc/>
    public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target)
    {
        var original = dataset.Cache.Read(Records[index].Path);
        var image = before.Apply(original, SeededRandom.For(seed, epoch, index));
        foreach (var (place, tile) in TextureTiles.Of(image, size, crops).Index())
        {
            var crop = tile.Apply(image);
            Transform.WriteNormalized(crop, input.Slice(place * 3 * size * size, 3 * size * size));
            crop.ReturnUnlessIn(image, original);
        }
        image.ReturnUnlessIn(original);
        dataset.Cache.Release(Records[index].Path, original);
        target[0] = Records[index].IsPositive ? 1 : 0;
    }
}
