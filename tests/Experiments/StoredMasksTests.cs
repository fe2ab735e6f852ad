using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Tests.Experiments;

[Collection("alone")]
public sealed class StoredMasksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly UNet localizer = Network(seed: 3);
    private readonly LocalizationDataset images;
    private readonly StoredFiles stored = new("masks");

    public StoredMasksTests()
    {
        var random = new Random(7);
        images = new([.. new[] { (70, 33), (41, 90), (64, 64) }.Select((size, index) =>
        {
            var image = new RgbImage(size.Item1, size.Item2);
            random.NextBytes(image.Pixels);
            File.WriteAllBytes(folder.File($"{index}.png"), ImageCodec.EncodePng(image));
            return new ImageRecord(folder.File($"{index}.png"), ImageLabel.Authentic, "noise");
        })], Transform.Evaluation(32));
    }

    public void Dispose()
    {
        localizer.Dispose();
        folder.Dispose();
        stored.Dispose();
    }

    [Fact]
    public void The_second_call_predicts_nothing_and_has_the_same_scores()
    {
        var (first, predicted) = Masks(localizer);
        Assert.Equal(3, predicted);
        Assert.Single(stored.Added);
        var (second, again) = Masks(localizer);
        Assert.Equal(0, again);
        Assert.Equal(first.Select(mask => mask.Record), second.Select(mask => mask.Record));
        Assert.All(first.Zip(second), pair =>
        {
            Assert.Equal(pair.First.Scores.ToArray(), pair.Second.Scores.ToArray());
            Assert.Equal(pair.First.Truth.Pixels, pair.Second.Truth.Pixels);
        });
        var unstored = Predictor.FullSizeMasks(localizer, images);
        Assert.Equal(first.Select(mask => mask.Scores.ToArray()), unstored.Select(mask => mask.Scores.ToArray()));
    }

    [Fact]
    public void Other_weights_another_precision_and_changed_images_are_predicted()
    {
        Masks(localizer);
        using var other = Network(seed: 4);
        Assert.Equal(3, Masks(other).Predicted);
        localizer.Precision = Precision.BFloat16;
        Assert.Equal(3, Masks(localizer).Predicted);
        localizer.Precision = Precision.Float32;
        Assert.Equal(0, Masks(localizer).Predicted);
        File.SetLastWriteTimeUtc(images.Records[1].Path, DateTime.UnixEpoch);
        Assert.Equal(3, Masks(localizer).Predicted);
    }

    [Fact]
    public void Masks_that_were_not_all_consumed_and_large_sets_are_not_stored()
    {
        var token = TestContext.Current.CancellationToken;
        Assert.NotNull(StoredMasks.Of(localizer, images, cancellation: token).First());
        var pixels = 70 * 33 + 41 * 90 + 64 * 64;
        Assert.Equal(3, StoredMasks.Of(localizer, images, pixels - 1, null, token).Count());
        Assert.Empty(stored.Added);
        Assert.Equal(3, StoredMasks.Of(localizer, images, pixels, null, token).Count());
        Assert.Single(stored.Added);
    }

    [Fact]
    public void A_changed_file_is_refused_by_name_and_one_that_was_cut_off_is_replaced()
    {
        Masks(localizer);
        var file = Assert.Single(stored.Added);
        var bytes = File.ReadAllBytes(file);
        bytes[100] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.StartsWith($"{file}: It was changed or cut off",
            Assert.Throws<UnusableFileException>(() => Masks(localizer)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(file, bytes[..^4]);
        Assert.Equal(3, Masks(localizer).Predicted);
        Assert.Equal(0, Masks(localizer).Predicted);
    }

    private (List<PredictedMask> Masks, int Predicted) Masks(UNet model)
    {
        var predicted = 0;
        var masks = StoredMasks.Of(model, images, new Told(_ => predicted++), TestContext.Current.CancellationToken).ToList();
        return (masks, predicted);
    }

    private static UNet Network(long seed) => new(new() { BaseWidth = 4 }, seed);
}
