using Telltale.Data;
using Telltale.Detectors;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Tests.Detectors;

public sealed class ExternalDetectorTests : IDisposable
{
    // The peer computes in float32 with other kernels.
    private const double Tolerance = 1e-4;

    private readonly PeerNetworks peer = new();

    public void Dispose() => peer.Dispose();

    [Theory]
    [InlineData("two_logits.pt", "crop", "logits", ", \"synthetic_output\": 1", "two_logits_crop")]
    [InlineData("two_logits.onnx", "crop", "logits", ", \"synthetic_output\": 1", "two_logits_crop")]
    [InlineData("two_logits.pt", "resize", "logits", ", \"synthetic_output\": 1", "two_logits_resize")]
    [InlineData("two_logits.onnx", "resize", "logits", ", \"synthetic_output\": 1", "two_logits_resize")]
    [InlineData("probability.pt", "crop", "probabilities", "", "probability_crop")]
    [InlineData("probability.onnx", "crop", "probabilities", "", "probability_crop")]
    public void Detection_scores_equal_those_of_PyTorch(string network, string fit, string outputs, string more, string expected)
    {
        using var detector = peer.Load(
            network, $"\"task\": \"detection\", \"input_size\": 32, \"fit\": \"{fit}\", \"outputs\": \"{outputs}\"{more}");
        var scores = Predictor.Score(detector, new DetectionDataset(peer.Images, detector.Transform)).Scores;
        Assert.Equal(3, scores.Length);
        Assert.All(scores, score => Assert.Equal((double)PeerNetworks.Expected[expected]!, score, Tolerance));
    }

    [Fact]
    public void The_output_that_is_synthetic_is_the_one_named()
    {
        double Score(int index)
        {
            using var detector = peer.Load(
                "two_logits.onnx", $"\"task\": \"detection\", \"input_size\": 32, \"outputs\": \"logits\", \"synthetic_output\": {index}");
            return Predictor.Score(detector, new DetectionDataset(peer.Images, detector.Transform)).Scores[0];
        }
        Assert.Equal(1, Score(0) + Score(1), 1e-9);
    }

    [Theory]
    [InlineData("pixels.pt")]
    [InlineData("pixels.onnx")]
    public void Pixel_scores_equal_those_of_PyTorch(string network)
    {
        using var localizer = peer.Load(network, "\"task\": \"localization\", \"outputs\": \"logits\"");
        var scores = Predictor.ScorePixels(
            localizer, PeerNetworks.Image, localizer.Description.Normalization, localizer.Description.Tiles);
        float[] expected = [.. PeerNetworks.Expected["pixels"]!.AsArray().Select(value => (float)value!)];
        Assert.Equal(expected.Length, scores.Length);
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Fact]
    public void A_localizer_of_a_fixed_size_is_padded()
    {
        using var localizer = peer.Load("pixels.onnx", "\"task\": \"localization\", \"outputs\": \"logits\", \"input_size\": 64");
        Assert.Equal((64, 0, 32), (localizer.Description.Tiles.Size, localizer.Description.Tiles.Halo, localizer.Description.Tiles.Blend));
        var scores = Predictor.ScorePixels(
            localizer, PeerNetworks.Image, localizer.Description.Normalization, localizer.Description.Tiles);
        Assert.Equal(48 * 40, scores.Length);
    }

    [Fact]
    public void A_linear_probe_reads_the_peers_features_and_learns_from_them()
    {
        using var features = peer.Load("features.onnx", "\"task\": \"features\", \"input_size\": 32");
        using var probe = new LinearProbe(features, count: 6);
        var dataset = new DetectionDataset(peer.Images, features.Transform);
        var frozen = FrozenFeatures.Of(probe, dataset);
        float[] expected = [.. PeerNetworks.Expected["features_crop"]!.AsArray().Select(value => (float)value!)];
        Assert.All(expected.Zip(frozen.Rows[0]), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        var fit = LastLayer.Retrain(probe, frozen);
        Assert.True(fit.LossAfter < fit.LossBefore, fit.ToString());
        // Equal images, of which two thirds are synthetic.
        Assert.All(Predictor.Score(probe, dataset).Scores, score => Assert.Equal(2 / 3.0, score, 1e-3));
    }

    [Fact]
    public void Channels_are_swapped_where_the_network_wants_blue_first()
    {
        using var rgb = peer.Load("features.onnx", "\"task\": \"features\", \"input_size\": 32");
        using var bgr = peer.Load("features.onnx", "\"task\": \"features\", \"input_size\": 32, \"channels\": \"bgr\"");
        using var input = TorchSharp.torch.arange(3 * 32 * 32, TorchSharp.torch.ScalarType.Float32).view(1, 3, 32, 32);
        using var swapped = input.flip(1);
        using var expected = rgb.forward(swapped);
        using var actual = bgr.forward(input);
        Assert.Equal(expected.data<float>(), actual.data<float>());
    }

    [Fact]
    public void Two_networks_have_different_identities_and_one_always_the_same()
    {
        string Of(string network)
        {
            using var detector = peer.Load(
                network, "\"task\": \"detection\", \"input_size\": 32, \"outputs\": \"logits\", \"synthetic_output\": 1");
            return Fingerprint.Of(detector);
        }
        Assert.Equal(Of("two_logits.pt"), Of("two_logits.pt"));
        Assert.NotEqual(Of("two_logits.pt"), Of("two_logits.onnx"));
    }
}
