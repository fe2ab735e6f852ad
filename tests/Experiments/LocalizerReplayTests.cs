using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Tests.Experiments;

[Collection("alone")]
public sealed class LocalizerReplayTests : IDisposable
{
    private static readonly UNetOptions Network = UNetOptions.Small with { BaseWidth = 2 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tasks_of_all_shards_train_what_a_replay_then_finds_and_none_twice()
    {
        var split = Split();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 4, Metric = ValidationMetric.Loss };
        var tasks = LocalizerReplay.Tasks(split, Network, size: 32, options, [3, 4]);
        Assert.Equal((8, "as published, seed 3"), (tasks.Count, tasks.Names[0]));
        string[][] shares = [.. Enumerable.Range(0, 2).Select(index => tasks.Run(new Shard(index, 2)).ToArray())];
        Assert.Equal(tasks.Names.Order(StringComparer.Ordinal), shares.SelectMany(share => share).Order(StringComparer.Ordinal));
        var runs = new DirectoryInfo(CacheFolder.In("runs"));
        var before = runs.GetFiles().Select(file => (file.Name, file.LastWriteTimeUtc)).Order();
        var outcomes = LocalizerReplay.Run(split, Network, size: 32, options, [3, 4]);
        Assert.Equal(8, outcomes.Count);
        Assert.Equal(before, runs.GetFiles().Select(file => (file.Name, file.LastWriteTimeUtc)).Order());
        var alone = LocalizerReplay.Run(split, Network, size: 32, options, [3], [LocalizerRepair.CropsOnEdits]);
        Assert.Equal(outcomes.Where(outcome => outcome is { Repair: LocalizerRepair.CropsOnEdits, Seed: 3 }), alone);
        Assert.Equal(before, runs.GetFiles().Select(file => (file.Name, file.LastWriteTimeUtc)).Order());
    }

    private CollectionSplit Split()
    {
        ImageCollection Records(string part, int count) => new(part, Enumerable.Range(0, count).Select(index => Record(part, index)));
        return new(Records("train", 8), Records("validation", 3), Records("test", 3), new("unseen", []));
    }

    // A photograph of noise with a bright square.
    private ImageRecord Record(string part, int index)
    {
        const int Side = 48;
        var (image, mask) = (new RgbImage(Side, Side), new RgbImage(Side, Side));
        SeededRandom.For(part.Length, index).NextBytes(image.Pixels);
        for (var place = 0; place < mask.Pixels.Length; place++)
        {
            var (x, y) = (place / 3 % Side, place / 3 / Side);
            mask.Pixels[place] = x is > 12 and < 32 && y is > 12 and < 36 ? byte.MaxValue : byte.MinValue;
            image.Pixels[place] = mask.Pixels[place] > 0 ? byte.MaxValue : image.Pixels[place];
        }
        var (path, itsMask) = (folder.File($"{part}-{index}.png"), folder.File($"{part}-{index}_mask.png"));
        File.WriteAllBytes(path, ImageCodec.EncodePng(image));
        File.WriteAllBytes(itsMask, ImageCodec.EncodePng(mask));
        return new(path, ImageLabel.Edited, "noise") { MaskPath = itsMask, EditKind = EditKind.Spliced, SourceId = path };
    }
}
