using Telltale.Data;
using Telltale.Tests.Training;

namespace Telltale.Tests.Data;

public class SamplingTests
{
    private static readonly ImageRecord[] Unbalanced =
    [
        .. Of("camera-a", ImageLabel.Real, 70), .. Of("camera-b", ImageLabel.Real, 5),
        .. Of("gan", ImageLabel.Synthetic, 12), .. Of("diffusion", ImageLabel.Synthetic, 3), .. Of("other", ImageLabel.Synthetic, 30),
    ];

    [Fact]
    public void Every_class_and_every_source_within_its_class_gets_the_same_share()
    {
        for (var epoch = 0; epoch < 5; epoch++)
        {
            var drawn = EpochOrder.Of(Unbalanced, Sampling.BalancedSources, 3, epoch).Select(index => Unbalanced[index]).ToArray();
            Assert.Equal(Unbalanced.Length, drawn.Length);
            Assert.Equal(60, drawn.Count(record => record.IsPositive));
            Assert.All(new[] { "camera-a", "camera-b" }, source => Assert.Equal(30, drawn.Count(record => record.Source == source)));
            Assert.All(new[] { "gan", "diffusion", "other" }, source => Assert.Equal(20, drawn.Count(record => record.Source == source)));
            var small = drawn.Where(record => record.Source == "diffusion").GroupBy(record => record.Path).Select(image => image.Count());
            Assert.Equal([6, 7, 7], small.Order());
            Assert.Equal(30, drawn.Where(record => record.Source == "camera-a").Distinct().Count());
        }
    }

    [Fact]
    public void The_remainder_goes_to_each_source_in_turn()
    {
        ImageRecord[] records = [.. Of("a", ImageLabel.Real, 4), .. Of("b", ImageLabel.Real, 3), .. Of("c", ImageLabel.Synthetic, 6)];
        var counts = Enumerable.Range(0, 400).Select(epoch => EpochOrder.Of(records, Sampling.BalancedSources, 1, epoch)
            .Count(index => records[index].Source == "a")).ToArray();
        Assert.All(counts, count => Assert.InRange(count, 3, 4)); // 13 images: 6 or 7 real ones of two sources
        Assert.InRange(counts.Average(), 3.15, 3.35);
    }

    [Theory]
    [InlineData(Sampling.Shuffled)]
    [InlineData(Sampling.BalancedSources)]
    [InlineData(Sampling.Pairs)]
    public void The_order_depends_on_seed_and_epoch_alone(Sampling sampling)
    {
        int[] Order(long seed, int epoch) => EpochOrder.Of(Unbalanced, sampling, seed, epoch);
        Assert.Equal(Order(3, 1), Order(3, 1));
        Assert.NotEqual(Order(3, 1), Order(3, 2));
        Assert.NotEqual(Order(3, 1), Order(4, 1));
    }

    [Fact]
    public void Pairs_share_a_batch_and_every_image_comes_once()
    {
        ImageRecord[] records =
        [
            .. Enumerable.Range(0, 21).SelectMany(group => new[]
            {
                Record($"{group}-real", ImageLabel.Real, "camera", $"{group}"),
                Record($"{group}-made", ImageLabel.Synthetic, "gan", $"{group}"),
            }),
            .. Of("alone", ImageLabel.Real, 3),
        ];
        var order = EpochOrder.Of(records, Sampling.Pairs, 3, 0);
        Assert.Equal(Enumerable.Range(0, records.Length), order.Order());
        var batches = order.Chunk(8).Select(batch => batch.Select(index => records[index].SourceId).ToArray()).ToArray();
        Assert.All(Enumerable.Range(0, 21), group => Assert.Equal(2, batches.Max(batch => batch.Count(id => id == $"{group}"))));
    }

    [Fact]
    public void A_pair_needs_an_even_batch_size() => Assert.Contains(
        "even batch size, not 5",
        Assert.Throws<ArgumentException>(() => new Loader(new StripeDataset(8), 5, 1, shuffle: true, sampling: Sampling.Pairs)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_repeated_image_gets_other_random_transforms()
    {
        Assert.Equal([(4, 0), (2, 0), (4, 1), (4, 2)], EpochOrder.Numbered([4, 2, 4, 4]));
        var dataset = new SeenDataset(Unbalanced);
        foreach (var batch in new Loader(dataset, 16, seed: 3, shuffle: true, sampling: Sampling.BalancedSources).Epoch(0))
        {
            batch.Dispose();
        }
        Assert.Equal(Unbalanced.Length, dataset.Seen.Count);
        Assert.Equal(Unbalanced.Length, dataset.Seen.Distinct().Count());
        Assert.All(dataset.Seen.GroupBy(seen => seen.Index), image => Assert.Contains(image, seen => seen.Seed == 3));
    }

    [Theory]
    [InlineData(Sampling.BalancedSources)]
    [InlineData(Sampling.Pairs)]
    public void A_resumed_epoch_continues_with_the_same_examples(Sampling sampling)
    {
        (string, long)[] Seen(int skip)
        {
            var dataset = new SeenDataset(Unbalanced);
            foreach (var batch in new Loader(dataset, 8, seed: 3, shuffle: true, ahead: 1, sampling: sampling).Epoch(1, skip))
            {
                batch.Dispose();
            }
            return [.. dataset.Seen.Select(seen => (Unbalanced[seen.Index].Path, seen.Seed)).Order()];
        }
        var expected = EpochOrder.Numbered(EpochOrder.Of(Unbalanced, sampling, 3, 1)).Skip(5 * 8)
            .Select(example => (Unbalanced[example.Index].Path, 3 + (long)example.Repeat * (1L << 40)));
        Assert.Equal(expected.Order(), Seen(skip: 5));
    }

    private static IEnumerable<ImageRecord> Of(string source, ImageLabel label, int count) =>
        Enumerable.Range(0, count).Select(index => Record($"{source}-{index}", label, source, $"{source}-{index}"));

    private static ImageRecord Record(string path, ImageLabel label, string source, string group) =>
        new(path, label, source) { SourceId = group };

    /// <summary>Remembers which (index, seed) it was asked for.</summary>
    private sealed class SeenDataset(IEnumerable<ImageRecord> records)
        : ImageDataset(records, Telltale.Data.Transforms.Transform.Evaluation(1))
    {
        public System.Collections.Concurrent.ConcurrentBag<(int Index, long Seed)> Seen { get; } = [];

        public override IReadOnlyList<long> InputShape { get; } = [3, 1, 1];

        public override IReadOnlyList<long> TargetShape { get; } = [];

        public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target) => Seen.Add((index, seed));
    }
}
