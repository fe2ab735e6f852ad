using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Bias;

/// <summary>A small network trained to call images with a magenta square synthetic; its maps must mark that square.</summary>
public sealed class TrainedOnSquares : IDisposable
{
    public const int Size = 32, Side = 10;

    private readonly TemporaryFolder folder = new();

    public TrainedOnSquares()
    {
        var records = Enumerable.Range(0, 128).Select(Save).ToArray();
        var (train, validation) = (new DetectionDataset(records[..96], Transform), new DetectionDataset(records[96..], Transform));
        Trainer.Fit(Model, train, validation, Losses.CrossEntropy, new() { Epochs = 6, BatchSize = 16, LearningRate = 3e-3 },
            folder: folder.File("runs"));
        Scores = Predictor.Score(Model, validation);
        Synthetic = [.. records[96..].Where(record => record.IsPositive)];
    }

    public DenseNet Model { get; } = new(DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2] }, seed: 3);

    public TransformPipeline Transform { get; } = Telltale.Data.Transforms.Transform.Evaluation(Size);

    public Predictions Scores { get; }

    public IReadOnlyList<ImageRecord> Synthetic { get; }

    public static (int Left, int Top) Place(ImageRecord record)
    {
        var random = SeededRandom.For(int.Parse(Path.GetFileNameWithoutExtension(record.Path)), 2);
        return (random.Next(Size - Side), random.Next(Size - Side));
    }

    public void Dispose()
    {
        Model.Dispose();
        folder.Dispose();
    }

    private ImageRecord Save(int index)
    {
        var record = new ImageRecord(folder.File($"{index}.png"), index % 2 == 1 ? ImageLabel.Synthetic : ImageLabel.Real, "squares");
        var (image, random, place) = (new RgbImage(Size, Size), SeededRandom.For(index, 1), Place(record));
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var (x, y) = (i / 3 % Size - place.Left, i / 3 / Size - place.Top);
            var inside = record.IsPositive && x is >= 0 and < Side && y is >= 0 and < Side;
            image.Pixels[i] = inside ? (byte)(i % 3 == 1 ? 40 : 220) : (byte)(90 + random.Next(60));
        }
        File.WriteAllBytes(record.Path, ImageCodec.EncodePng(image));
        return record;
    }
}

[Collection("alone")]
public class AttributionTests(TrainedOnSquares trained) : IClassFixture<TrainedOnSquares>
{
    private AttributionMap[] Maps(Func<ImageRecord, AttributionMap> of) => [.. trained.Synthetic.Take(8).Select(of)];

    private AttributionMap Occluded(ImageRecord record) => OcclusionMap.Of(trained.Model, record, trained.Transform, window: 8, stride: 4);

    [Fact]
    public void Grad_CAM_of_a_network_in_bfloat16_differs_by_rounding_only()
    {
        var precise = GradCamOf(trained.Synthetic[0]);
        trained.Model.Precision = Precision.BFloat16;
        try
        {
            var rounded = GradCamOf(trained.Synthetic[0]);
            Assert.Equal(precise.Score, rounded.Score, 0.05);
            var largest = precise.Values.ToArray().Max();
            Assert.All(
                precise.Values.ToArray().Zip(rounded.Values.ToArray()),
                pair => Assert.Equal(pair.First, pair.Second, 0.1 * largest));
        }
        finally
        {
            trained.Model.Precision = Precision.Float32;
        }
    }

    private AttributionMap GradCamOf(ImageRecord record) => GradCam.Of(trained.Model, record, trained.Transform);

    /// <summary>Share of what speaks for synthetic that lies in the square, grown by the reach of one value of a coarse map.</summary>
    private static double InSquare(AttributionMap map)
    {
        const int Reach = 4;
        var (left, top) = TrainedOnSquares.Place(map.Record);
        var (values, size, side) = (map.Values.ToArray(), TrainedOnSquares.Size, TrainedOnSquares.Side);
        return values.Where((value, i) => value > 0 && i % size >= left - Reach && i % size < left + side + Reach
            && i / size >= top - Reach && i / size < top + side + Reach).Sum()
            / values.Where(value => value > 0).Sum();
    }

    [Fact]
    public void The_network_finds_what_the_maps_are_to_mark() => Assert.True(RocCurve.Of(trained.Scores).AreaUnderCurve > 0.95);

    [Fact]
    public void Both_kinds_of_map_point_to_the_square()
    {
        // The grown square covers about 30 % of the image.
        Assert.All(Maps(GradCamOf), map => Assert.True(InSquare(map) > 0.6));
        Assert.All(Maps(Occluded), map => Assert.True(InSquare(map) > 0.6));
    }

    [Fact]
    public void A_map_of_the_square_passes_the_deletion_test_and_its_reverse_fails()
    {
        foreach (var maps in new[] { Maps(GradCamOf), Maps(Occluded) })
        {
            var test = DeletionTest.Of(trained.Model, maps, tile: 4, randomOrders: 3);
            Assert.True(test.Passed, test.ToString());
            Assert.All(test.Curves, curve => Assert.Equal(curve.Map.Score, curve.Guided[0], 1e-6));
            Assert.All(test.Curves, curve => Assert.Equal(curve.Random[^1], curve.Guided[^1], 1e-6)); // all is removed
            var reversed = maps.Select(map =>
                new AttributionMap("reversed", map.View, map.Score, Array.ConvertAll(map.Values.ToArray(), value => -value))).ToArray();
            Assert.False(DeletionTest.Of(trained.Model, reversed, tile: 4, randomOrders: 3).Passed);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void Grad_cam_is_what_its_formula_says(int classes, bool hasSideBranch)
    {
        var branch = hasSideBranch ? new Telltale.Models.RadialSpectrum(8) : null;
        using var model = new DenseNet(
            DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2], Classes = classes, SideBranch = branch }, seed: 5);
        var map = GradCam.Of(model, trained.Synthetic[0], trained.Transform);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var image = tensor(map.View.Input, [1, 3, TrainedOnSquares.Size, TrainedOnSquares.Size]);
        Assert.Equal(Predictor.Probabilities(model.forward(image))[0], map.Score, 1e-5);
        var activations = model.Features(image).relu();
        var classifier = model.state_dict()["classifier.weight"].narrow(1, 0, activations.size(1)); // without the side features
        var weight = classes == 1 ? classifier[0] : classifier[1] - classifier[0];
        // The classifier is linear in the mean of each map, and a value cut at 0 has no gradient.
        var positions = activations.shape[2] * activations.shape[3];
        var slope = weight * activations.gt(0).to_type(ScalarType.Float32).mean([2, 3])[0] / positions;
        var coarse = (slope.reshape(1, -1, 1, 1) * activations).sum(1, keepdim: true).relu();
        var expected = nn.functional.interpolate(coarse, [TrainedOnSquares.Size, TrainedOnSquares.Size], mode: InterpolationMode.Bilinear,
            align_corners: false);
        Assert.All(expected.data<float>().ToArray().Zip(map.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.True(map.Values.ToArray().Max() > 0);
        Assert.All(model.parameters(), parameter => Assert.True(parameter.grad is null));
    }

    [Fact]
    public void Occlusion_is_the_log_odds_lost_under_the_squares_that_hide_a_pixel()
    {
        // One window as large as the image hides all, so every pixel has the same value.
        var map = OcclusionMap.Of(trained.Model, trained.Synthetic[0], trained.Transform, window: TrainedOnSquares.Size,
            stride: TrainedOnSquares.Size);
        var hidden = map.View.Without([new(0, 0, TrainedOnSquares.Size, TrainedOnSquares.Size)]);
        Assert.Equal(3, hidden.Distinct().Count());
        var left = NetworkScorer.Probabilities(trained.Model, [hidden], TrainedOnSquares.Size, TrainedOnSquares.Size, default)[0];
        var lost = Math.Log(map.Score / (1 - map.Score)) - Math.Log(left / (1 - left));
        Assert.All(map.Values.ToArray(), value => Assert.Equal(lost, value, 1e-3));
    }

    [Theory]
    [InlineData(32, 8, 8)]
    [InlineData(32, 12, 5)]
    [InlineData(30, 8, 8)]
    [InlineData(7, 8, 4)]
    public void Tiles_cover_every_pixel(int length, int side, int stride)
    {
        var tiles = Tile.Cover(length, length + 3, side, stride);
        var times = new int[length * (length + 3)];
        foreach (var tile in tiles)
        {
            for (var i = 0; i < tile.Width * tile.Height; i++)
            {
                times[(tile.Top + i / tile.Width) * length + tile.Left + i % tile.Width]++;
            }
        }
        Assert.All(times, count => Assert.True(stride == side ? count == 1 : count >= 1));
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counts = Enumerable.Range(0, 3).Select(_ =>
        {
            DeletionTest.Of(trained.Model, [GradCamOf(trained.Synthetic[0]), Occluded(trained.Synthetic[1])], tile: 8, steps: 4,
                randomOrders: 1);
            return Tensor.TotalCount;
        }).ToArray();
        Assert.Equal(counts[1], counts[2]);
    }
}
