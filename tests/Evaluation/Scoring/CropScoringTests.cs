using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Evaluation.Scoring;

public sealed class CropScoringTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DenseNet network =
        new(DenseNetOptions.DenseNetSmall with { GrowthRate = 4, BlockSizes = [1, 1], InitialFeatures = 6 }, seed: 3);

    public void Dispose()
    {
        network.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_logits_of_the_richest_crops_are_averaged()
    {
        var images = Images((48, 33), (20, 70), (16, 16), (9, 12));
        var scores = Predictor.ScoreCrops(network, Dataset(images), crops: 3, batchSize: 6).Scores;
        var single = images.Select(record => Expected(ImageCodec.Read(record.Path), 3)).ToList();
        Assert.All(single.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(scores, Predictor.ScoreCrops(network, Dataset(images), crops: 3, batchSize: 6).Scores);
    }

    [Fact]
    public void An_image_of_one_tile_scores_as_its_centre_crop()
    {
        var images = Images((16, 16), (23, 30), (9, 12));
        var centre = Predictor.Score(network, Dataset(images)).Scores;
        Assert.All(centre.Zip(Predictor.ScoreCrops(network, Dataset(images), crops: 4).Scores),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Steps_before_the_crop_are_applied_and_a_transform_without_a_crop_is_refused()
    {
        var images = Images((48, 48));
        var halved = Transform.Evaluation(16) with { Steps = [new Resize(16, 16), new CentreCrop(16)] };
        var expected = Predictor.Score(network, Dataset(images, halved)).Scores;
        Assert.Equal(expected[0], Predictor.ScoreCrops(network, Dataset(images, halved), crops: 2).Scores[0], 1e-5);
        var refusal = Assert.Throws<ArgumentException>(
            () => Predictor.ScoreCrops(network, Dataset(images, Transform.PaperEvaluation(16))));
        Assert.Contains("PaperEvaluation", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Predictor.ScoreCrops(network, Dataset(images), crops: 0));
    }

    private double Expected(RgbImage image, int crops)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        network.eval();
        var logits = TextureTiles.Of(image, 16, crops).Select(tile =>
        {
            var pixels = new float[3 * 16 * 16];
            Normalization.ImageNet.Write(tile.Apply(image), pixels);
            return network.forward(tensor(pixels, [1, 16, 16, 3]).permute(0, 3, 1, 2));
        });
        return Predictor.Probabilities(cat([.. logits], 0).mean([0], keepdim: true))[0];
    }

    private static DetectionDataset Dataset(IEnumerable<ImageRecord> images, TransformPipeline? transform = null) =>
        new(images, transform ?? Transform.Evaluation(16), new ImageCache(0));

    private List<ImageRecord> Images(params (int Width, int Height)[] sizes) => [.. sizes.Index().Select(entry =>
    {
        var (index, (width, height)) = entry;
        var (image, random) = (new RgbImage(width, height), SeededRandom.For(17, index));
        for (var at = 0; at < image.Pixels.Length; at++)
        {
            image.Pixels[at] = (byte)(128 + 40 * random.NextGaussian() * (at % width) / width);
        }
        var file = folder.File($"{index}.png");
        File.WriteAllBytes(file, ImageCodec.EncodePng(image));
        return new ImageRecord(file, index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "forged");
    })];
}
