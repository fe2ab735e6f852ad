using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Tests.Detectors;

namespace Telltale.Tests.Experiments;

public sealed class ScoredFolderTests : IDisposable
{
    private readonly PeerNetworks peer = new();
    private readonly TemporaryFolder output = new();

    public void Dispose()
    {
        peer.Dispose();
        output.Dispose();
    }

    [Theory]
    [InlineData("pixels.pt")]
    [InlineData("pixels.onnx")]
    public void A_localizer_writes_the_masks_that_PyTorch_computes(string network)
    {
        peer.Load(network, "\"task\": \"localization\", \"outputs\": \"logits\"").Dispose();
        var scored = ScoredFolder.Of(peer.PathOf("image.png"), output.Root, peer.PathOf(network));
        double[] expected = [.. PeerNetworks.Expected["pixels"]!.AsArray().Select(value => (double)value!)];
        var mask = ImageCodec.Read(output.File("masks/image.png"));
        Assert.Equal((48, 40), (mask.Width, mask.Height));
        // One level of 255, from rounding.
        Assert.All(expected.Index(), pixel => Assert.Equal(255 * pixel.Item, mask.Pixels[3 * pixel.Index], 1.0));
        var share = expected.Count(score => score >= 0.5) / (double)expected.Length;
        Assert.Equal(share, Assert.Single(scored.Images).Score!.Value, 2.0 / expected.Length);
        Assert.Contains("1 image scored; 1 with edited pixels at 0.5", scored.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("path,score", File.ReadAllText(output.File("scores.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_masks_are_read_as_predicted_masks()
    {
        peer.Load("pixels.pt", "\"task\": \"localization\", \"outputs\": \"logits\"").Dispose();
        var images = Directory.CreateDirectory(output.File("images/a")).FullName;
        File.Copy(peer.PathOf("image.png"), Path.Combine(images, "image.png"));
        File.WriteAllText(Path.Combine(images, "broken.jpg"), "no image");
        var scored = ScoredFolder.Of(output.File("images"), output.File("out"), peer.PathOf("pixels.pt"));
        Assert.Equal(["broken.jpg", "image.png"], scored.Images.Select(image => Path.GetFileName(image.Path)));
        Assert.Contains("not read: ", scored.Text, StringComparison.Ordinal);
        var authentic = new ImageCollection("a", [new(Path.Combine(images, "image.png"), ImageLabel.Authentic, "a")]);
        var read = Assert.Single(DetectorMasks.Read(output.File("out/masks"), authentic));
        Assert.Equal(scored.Images[1].Score!.Value, read.Scores.ToArray().Count(score => score >= 0.5) / (48.0 * 40), 1e-2);
        File.Copy(peer.PathOf("image.png"), Path.Combine(images, "broken.png"));
        Assert.Contains("would both have the mask", Assert.Throws<InvalidDataException>(
            () => ScoredFolder.Of(output.File("images"), output.File("out"), peer.PathOf("pixels.pt"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_of_a_known_layout_are_not_scored()
    {
        peer.Load("pixels.pt", "\"task\": \"localization\", \"outputs\": \"logits\"").Dispose();
        foreach (var (name, level) in new[] { ("image/a.png", 90), ("image/b_authentic.png", 90), ("mask/a.png", 255) })
        {
            var image = new RgbImage(48, 40);
            Array.Fill(image.Pixels, (byte)level, 0, image.Pixels.Length / 2);
            Directory.CreateDirectory(Path.GetDirectoryName(output.File($"set/{name}"))!);
            File.WriteAllBytes(output.File($"set/{name}"), ImageCodec.EncodePng(image));
        }
        var scored = ScoredFolder.Of(output.File("set"), output.File("out"), peer.PathOf("pixels.pt"));
        Assert.Equal(["a.png", "b_authentic.png"], scored.Images.Select(image => Path.GetFileName(image.Path)));
        Assert.EndsWith("1 file left out: masks of edited images", scored.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_scores_and_features_are_refused()
    {
        const string Detection = "\"task\": \"detection\", \"input_size\": 32, \"outputs\": \"logits\", \"synthetic_output\": 1";
        peer.Load("two_logits.pt", Detection).Dispose();
        var scored = ScoredFolder.Of(peer.PathOf("image.png"), output.Root, peer.PathOf("two_logits.pt"));
        Assert.Equal((double)PeerNetworks.Expected["two_logits_crop"]!, Assert.Single(scored.Images).Score!.Value, 1e-4);
        peer.Load("features.onnx", "\"task\": \"features\", \"input_size\": 32").Dispose();
        Assert.Contains("described for features", Assert.Throws<ArgumentException>(
            () => ScoredFolder.Of(peer.PathOf("image.png"), output.Root, peer.PathOf("features.onnx"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => ScoredFolder.Of(peer.PathOf("image.png"), output.Root, peer.PathOf("two_logits.pt"), training: output.Root));
    }
}
