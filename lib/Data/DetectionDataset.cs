using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Whole images with the question "is it synthetic?". Input (3, S, S) float32 normalised; target 0 = real, 1 = synthetic.</summary>
public sealed class DetectionDataset : ImageDataset
{
    private readonly ImageMemory memory;

    /// <summary>A dataset of the records, in their order.</summary>
    /// <param name="records">At least one record.</param>
    /// <param name="transform">Must end in square images of one size, as every named preset does.</param>
    /// <param name="memory">Keeps decoded images between epochs; null for the one shared by all datasets.</param>
    public DetectionDataset(IEnumerable<ImageRecord> records, TransformPipeline transform, ImageMemory? memory = null) : base(records, transform)
    {
        this.memory = memory ?? ImageMemory.Shared;
        InputShape = [3, transform.OutputHeight, transform.OutputWidth];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> InputShape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> TargetShape { get; } = [];

    /// <inheritdoc/>
    public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target)
    {
        var original = memory.Read(Records[index].Path);
        var image = Transform.Apply(original, SeededRandom.For(seed, epoch, index));
        Transform.WriteNormalized(image, input);
        image.ReturnUnlessIn(original);
        memory.Release(Records[index].Path, original);
        target[0] = Records[index].IsPositive ? 1 : 0;
    }
}
