using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Evaluation.Scoring;

public class FullSizePredictionTests
{
    // One thread adds in another order than several.
    private const double Rounding = 1e-5;

    private static readonly TileOptions Whole = new() { Size = 4096 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tiles_give_what_the_whole_image_gives_where_the_halo_covers_the_receptive_field(bool residuals)
    {
        using var model = Settled(new() { BaseWidth = 4, FrontEnd = residuals ? new ResidualFrontEnd() : null });
        var image = Noise(653, 421);
        var whole = Predictor.ScorePixels(model, image, Normalization.ImageNet, Whole);
        Assert.True(whole.Max() - whole.Min() > 0.3);
        Assert.True(LargestDifference(whole, Predictor.ScorePixels(model, image, Normalization.ImageNet, new() { Size = 320 })) < 1e-3);
        Assert.True(LargestDifference(whole,
            Predictor.ScorePixels(model, image, Normalization.ImageNet, new() { Size = 320, Halo = 0 })) > 1e-2);
    }

    [Fact]
    public void A_deep_encoder_sees_further_than_the_halo_and_a_wider_halo_brings_the_tiles_nearer()
    {
        var deep = new DenseNetOptions { GrowthRate = 4, BlockSizes = [2, 4, 8, 4], InitialFeatures = 8 };
        using var model = Settled(new() { BaseWidth = 4, Encoder = deep });
        var image = Noise(653, 421);
        var whole = Predictor.ScorePixels(model, image, Normalization.ImageNet, Whole);
        float WithHalo(int halo) => LargestDifference(
            whole, Predictor.ScorePixels(model, image, Normalization.ImageNet, new() { Size = 128 + 2 * halo, Halo = halo }));
        Assert.InRange(WithHalo(96), 1e-3, 0.5);
        Assert.True(WithHalo(192) < WithHalo(96) / 2);
    }

    [Fact]
    public void An_image_of_24_megapixels_is_shown_to_the_network_in_tiles_of_the_same_size_as_any_other()
    {
        using var spy = new Spy();
        var scores = Predictor.ScorePixels(spy, new RgbImage(6000, 4000), Normalization.None);
        Assert.Equal(24_000_000, scores.Length);
        Assert.All(scores.Where((_, index) => index % 997 == 0), score => Assert.Equal(0.5f, score, 1e-6));
        Assert.Equal(512 * 512, spy.MostPixels);
        Assert.True(spy.LiveTensors <= 2, $"{spy.LiveTensors} tensors from tile to tile");
    }

    [Fact]
    public void Masks_of_a_dataset_are_those_of_its_transformed_images()
    {
        using var model = Settled(new() { BaseWidth = 4 });
        var dataset = new PatchDataset(5);
        var masks = Predictor.Masks(model, dataset, "patches", batchSize: 2);
        Assert.Equal(("patches", 5), (masks.Name, masks.Count));
        var (input, target) = (new float[3 * 32 * 32], new float[32 * 32]);
        dataset.Read(3, 0, 0, input, target);
        using var logits = model.forward(tensor(input, 1, 32, 32, 3).permute(0, 3, 1, 2));
        Assert.All(logits.sigmoid().data<float>().ToArray().Zip(masks[3].Scores.ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(target.Select(value => value < 0 ? Mask.Ignored : (byte)value), masks[3].Truth.Pixels);
        Assert.Equal(dataset.Records, masks.Select(mask => mask.Record));
    }

    [Fact]
    public void A_model_or_a_dataset_without_masks_is_refused()
    {
        using var detector = new DenseNet(DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2] });
        using var localizer = new UNet(new() { BaseWidth = 4 });
        Assert.Contains("one logit per pixel",
            Assert.Throws<ArgumentException>(() => Predictor.Masks(detector, new PatchDataset(2))).Message, StringComparison.Ordinal);
        Assert.Contains("one logit per pixel",
            Assert.Throws<ArgumentException>(() => Predictor.Masks(localizer, new StripeDataset(2))).Message, StringComparison.Ordinal);
        Assert.Contains("one logit per pixel", Assert.Throws<ArgumentException>(() =>
            Predictor.ScorePixels(detector, Noise(64, 64), Normalization.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_size_masks_have_their_images_size_and_come_as_they_are_asked_for()
    {
        using var folder = new TemporaryFolder();
        using var model = Settled(new() { BaseWidth = 4 });
        var records = new[] { (70, 33), (41, 90) }.Select((size, index) =>
        {
            var path = folder.File($"{index}.png");
            File.WriteAllBytes(path, ImageCodec.EncodePng(Noise(size.Item1, size.Item2)));
            return new ImageRecord(path, ImageLabel.Authentic, "noise");
        }).ToArray();
        var reports = new List<WorkProgress>();
        var dataset = new LocalizationDataset(records, Telltale.Data.Transforms.Transform.Evaluation(32));
        var masks = Predictor.FullSizeMasks(model, dataset, progress: new Told(reports.Add));
        Assert.Empty(reports);
        var first = masks.First();
        Assert.Single(reports);
        Assert.Equal((70, 33), (first.Truth.Width, first.Truth.Height));
        Assert.True(Rounding > LargestDifference(
            Predictor.ScorePixels(model, ImageCodec.Read(records[0].Path), Normalization.ImageNet), first.Scores.ToArray()));
    }

    [Fact]
    public void Many_masks_keep_the_order_of_their_images_and_the_scores_of_one_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using var model = Settled(new() { BaseWidth = 4 });
        var sides = Enumerable.Range(0, 21).Select(index => 24 + 5 * index % 37).ToArray();
        var records = sides.Select((side, index) =>
        {
            File.WriteAllBytes(folder.File($"{index}.png"), ImageCodec.EncodePng(Noise(side, side + 3)));
            return new ImageRecord(folder.File($"{index}.png"), ImageLabel.Authentic, "noise");
        }).ToArray();
        var reports = new List<long>();
        var dataset = new LocalizationDataset(records, Telltale.Data.Transforms.Transform.Evaluation(32));
        var masks = Predictor.FullSizeMasks(model, dataset, progress: new Told(report => reports.Add(report.Done))).ToList();
        Assert.Equal(records, masks.Select(mask => mask.Record));
        Assert.Equal(Enumerable.Range(1, records.Length).Select(count => (long)count), reports);
        Assert.All(masks, mask => Assert.True(Rounding > LargestDifference(
            Predictor.ScorePixels(model, ImageCodec.Read(mask.Record.Path), Normalization.ImageNet), mask.Scores.ToArray())));
    }

    /// <summary>A network whose batch norms have seen images, so that its scores are neither all 0 nor all 1.</summary>
    private static UNet Settled(UNetOptions options)
    {
        var model = new UNet(options, seed: 3);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var noise = Noise(96, 96);
        var input = new float[3 * 96 * 96];
        Normalization.ImageNet.Write(noise, input);
        model.train();
        for (var step = 0; step < 40; step++)
        {
            model.forward(tensor(input, 1, 96, 96, 3).permute(0, 3, 1, 2)).Dispose();
        }
        model.eval();
        return model;
    }

    private static RgbImage Noise(int width, int height)
    {
        var random = SeededRandom.For(7, width, height);
        var image = new RgbImage(width, height);
        random.NextBytes(image.Pixels);
        return image;
    }

    private static float LargestDifference(float[] one, float[] other) => one.Zip(other).Max(pair => Math.Abs(pair.First - pair.Second));

    private sealed class Spy() : nn.Module<Tensor, Tensor>(nameof(Spy))
    {
        private long before;

        public long MostPixels { get; private set; }

        public long LiveTensors { get; private set; }

        public override Tensor forward(Tensor input)
        {
            MostPixels = Math.Max(MostPixels, input.shape[2] * input.shape[3]);
            var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            before = before == 0 ? live : before;
            LiveTensors = Math.Max(LiveTensors, live - before);
            return zeros(1, 1, input.shape[2], input.shape[3]);
        }
    }
}
