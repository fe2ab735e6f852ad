using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Training;

/// <summary>Images in memory on which a small network trains in a few steps: noise, with stripes across it in every second one.</summary>
internal sealed class StripeDataset(int count, int size = 32, long seed = 1)
    : ImageDataset(Enumerable.Range(0, count).Select(index => new ImageRecord($"stripes-{seed}-{index}.png", Label(index), "memory")),
        Telltale.Data.Transforms.Transform.Evaluation(size))
{
    /// <summary>The index whose pixels are not numbers; none by default.</summary>
    public int Broken { get; init; } = -1;

    public override IReadOnlyList<long> InputShape { get; } = [3, size, size];

    public override IReadOnlyList<long> TargetShape { get; } = [];

    public override void Read(int index, long runSeed, int epoch, Span<float> input, Span<float> target)
    {
        // Noise of the example, and a little of (seed, epoch), as augmentation has it.
        var (own, drawn) = (SeededRandom.For(seed, index), SeededRandom.For(runSeed, epoch, index));
        for (var i = 0; i < input.Length; i++)
        {
            var stripe = Label(index) == ImageLabel.Synthetic && i % size % 2 == 0 ? 0.7 : 0;
            // Drawn plane by plane, written channels-last.
            input[i % (size * size) * 3 + i / (size * size)] = index == Broken ? float.NaN
                : (float)(own.NextGaussian() + 0.1 * drawn.NextGaussian() + stripe);
        }
        target[0] = Label(index) == ImageLabel.Synthetic ? 1 : 0;
    }

    private static ImageLabel Label(int index) => index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic;
}
