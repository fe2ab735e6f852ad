using System.Text.Json.Nodes;
using Telltale.Data;
using Telltale.Detectors;

namespace Telltale.Tests.Detectors;

/// <summary>Networks exported by PyTorch (Fixtures/networks.py) in a temporary folder, and its own outputs for one image.</summary>
internal sealed class PeerNetworks : IDisposable
{
    private const string Normalized = "\"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, 0.224, 0.225]";

    private readonly TemporaryFolder folder = new();

    public PeerNetworks()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Detectors", "Fixtures"), "*.*"))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }
        File.WriteAllBytes(folder.File("image.png"), ImageCodec.EncodePng(Image));
    }

    public static RgbImage Image
    {
        get
        {
            var image = new RgbImage(48, 40);
            for (var i = 0; i < image.Pixels.Length; i++)
            {
                var (channel, x, y) = (i % 3, i / 3 % 48, i / 3 / 48);
                image.Pixels[i] = (byte)(7 * x + 13 * y + 29 * channel + x * y);
            }
            return image;
        }
    }

    public ImageCollection Images => new("peer", Enumerable.Range(0, 3).Select(index =>
        new ImageRecord(folder.File("image.png"), index == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "peer")));

    public static JsonNode Expected => JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Detectors", "Fixtures", "expected.json")))!;

    public string PathOf(string name) => folder.File(name);

    /// <summary>Writes the description of a network.</summary>
    public void Describe(string network, string json) => File.WriteAllText(Path.ChangeExtension(folder.File(network), ".json"), json);

    /// <summary>Loads a network with a description, to which the normalization is added.</summary>
    public ExternalDetector Load(string network, string description)
    {
        Describe(network, $"{{{description}, {Normalized}}}");
        return ExternalDetector.Load(folder.File(network));
    }

    public void Dispose() => folder.Dispose();
}
