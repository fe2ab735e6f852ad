using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Training;

/// <summary>
/// Images in memory on which a small U-Net trains in a few steps: noise, with a brighter rectangle in three of four. The rectangle is the
/// mask; the first column is ignored.
/// </summary>
internal sealed class PatchDataset(int count, int size = 32, long seed = 1) : ImageDataset(
    Enumerable.Range(0, count).Select(index => new ImageRecord($"patch-{seed}-{index}.png", Label(index), "memory")),
        Telltale.Data.Transforms.Transform.Evaluation(size))
{
    public override IReadOnlyList<long> InputShape { get; } = [3, size, size];

    public override IReadOnlyList<long> TargetShape { get; } = [1, size, size];

    public override void Read(int index, long runSeed, int epoch, Span<float> input, Span<float> target)
    {
        var random = SeededRandom.For(seed, index);
        var (left, top, side) = (random.Next(size / 2), random.Next(size / 2), size / 4 + random.Next(size / 4));
        for (var i = 0; i < target.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            var inside = Label(index) == ImageLabel.Edited && x >= left && x < left + side && y >= top && y < top + side;
            target[i] = x == 0 ? -1 : inside ? 1 : 0;
            for (var channel = 0; channel < 3; channel++)
            {
                input[3 * i + channel] = (float)(0.5 * random.NextGaussian() + (inside ? 1 : 0));
            }
        }
    }

    private static ImageLabel Label(int index) => index % 4 == 0 ? ImageLabel.Authentic : ImageLabel.Edited;
}
