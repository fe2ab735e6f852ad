using Telltale.Detectors;
using Telltale.Runtime;

namespace Telltale.Tests.Detectors;

public sealed class HostileNetworkTests : IDisposable
{
    private const string Detection = "\"task\": \"detection\", \"input_size\": 32, \"outputs\": \"logits\"";

    private readonly PeerNetworks peer = new();

    public void Dispose() => peer.Dispose();

    [Theory]
    [InlineData("two_logits.pt", Detection, "2 outputs; synthetic_output must say which")]
    [InlineData("two_logits.onnx", Detection + ", \"synthetic_output\": 2", "2 outputs")]
    [InlineData("two_logits.onnx", "\"task\": \"localization\", \"outputs\": \"logits\", \"synthetic_output\": 0", "cannot be run")]
    [InlineData("two_logits.pt", "\"task\": \"localization\", \"outputs\": \"logits\", \"synthetic_output\": 0", "returns (1, 2)")]
    [InlineData("probability.onnx", "\"task\": \"detection\", \"input_size\": 64, \"outputs\": \"logits\"", "cannot be run")]
    [InlineData("probability.pt", "\"task\": \"detection\", \"input_size\": 64, \"outputs\": \"logits\"", "cannot be run")]
    [InlineData("three_outputs.pt", Detection, "cannot be run")]
    [InlineData("two_logits.pt", "\"task\": \"detection\", \"outputs\": \"logits\"", "no input_size")]
    [InlineData("two_logits.pt", "\"task\": \"detection\", \"input_size\": 32", "no outputs")]
    [InlineData("two_logits.pt", "\"task\": \"classification\"", "detection, localization, features")]
    [InlineData("two_logits.pt", Detection + ", \"fit\": \"stretch\"", "the fit 'stretch'; it is one of crop, resize, shrink")]
    [InlineData("two_logits.pt", Detection + ", \"size\": 32", "unknown key 'size'")]
    [InlineData("pixels.onnx", "\"task\": \"localization\", \"outputs\": \"logits\", \"input_size\": 100", "multiple of 32")]
    public void What_a_description_says_wrongly_is_told(string network, string description, string sentence) => Assert.Contains(
        sentence, Assert.Throws<UnusableFileException>(() => peer.Load(network, description)).Message, StringComparison.Ordinal);

    [Fact]
    public void Logits_that_are_said_to_be_probabilities_are_refused()
    {
        const string Description = "\"task\": \"detection\", \"input_size\": 32, \"outputs\": \"probabilities\", \"synthetic_output\": 0";
        Assert.Contains("which are no probabilities",
            Assert.Throws<UnusableFileException>(() => peer.Load("two_logits.onnx", Description)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two_logits.pt")]
    [InlineData("two_logits.onnx")]
    public void Damaged_files_end_in_an_error(string network)
    {
        peer.Describe(network, $"{{{Detection}, \"synthetic_output\": 1}}");
        var path = peer.PathOf(network);
        var sound = File.ReadAllBytes(path);
        byte[][] damaged = [[], [0, 1, 2, 3], sound[..100], sound[..(sound.Length / 2)], [.. sound.Reverse()], new byte[5000]];
        Assert.All(damaged, content =>
        {
            File.WriteAllBytes(path, content);
            Assert.Throws<UnusableFileException>(() => ExternalDetector.Load(path));
        });
    }

    [Fact]
    public void Missing_files_and_other_kinds_are_told()
    {
        Assert.Throws<FileNotFoundException>(() => ExternalDetector.Load(peer.PathOf("nothing.pt")));
        Assert.Contains("It is missing", Assert.Throws<UnusableFileException>(
            () => ExternalDetector.Load(peer.PathOf("two_logits.pt"))).Message, StringComparison.Ordinal);
        Assert.Contains("TorchScript", Assert.Throws<UnusableFileException>(
            () => ExternalDetector.Load(peer.PathOf("networks.py"))).Message, StringComparison.Ordinal);
        Assert.Contains("torch.export (.pt2) are not read. Save it as TorchScript instead: torch.jit.trace",
            Assert.Throws<UnusableFileException>(() => ExternalDetector.Load(peer.PathOf("network.pt2"))).Message,
            StringComparison.Ordinal);
    }
}
