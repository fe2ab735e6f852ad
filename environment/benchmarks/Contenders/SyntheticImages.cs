using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Noise images in memory, to measure networks without reading files.</summary>
internal sealed class SyntheticImages : ImageDataset
{
    private readonly float[] pixels;
    private readonly bool withMasks;

    /// <summary>Creates images of one size.</summary>
    /// <param name="count">Number of images.</param>
    /// <param name="size">Side in pixels.</param>
    /// <param name="withMasks">True for masks as targets, false for classes.</param>
    public SyntheticImages(int count, int size, bool withMasks)
        : base(Enumerable.Range(0, count).Select(RecordOf), Telltale.Data.Transforms.Transform.Evaluation(size))
    {
        this.withMasks = withMasks;
        var random = SeededRandom.For(17);
        pixels = new float[3 * size * size];
        foreach (ref var pixel in pixels.AsSpan())
        {
            pixel = (float)(2 * random.NextDouble() - 1);
        }
        (InputShape, TargetShape) = ([3, size, size], withMasks ? [1, size, size] : []);
    }

    public override IReadOnlyList<long> InputShape { get; }

    public override IReadOnlyList<long> TargetShape { get; }

    public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target)
    {
        pixels.CopyTo(input);
        if (withMasks)
        {
            target.Clear();
            target[..(target.Length / 5)].Fill(1);
            return;
        }
        target[0] = Records[index].IsPositive ? 1 : 0;
    }

    private static ImageRecord RecordOf(int index) =>
        new($"noise-{index}", index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "noise");
}
