using System.Text.Json;
using Telltale.Data;
using Telltale.Runtime;
using Telltale.Tests.Data.Imaging;

namespace Telltale.Tests.Data.Transforms;

/// <summary>One picture and what Pillow, torchvision and SciPy make of it.</summary>
internal static class TransformFixture
{
    public static JsonElement Expected { get; } = PillowFixture.Json("transforms.json");

    public static RgbImage Source => Expected.GetProperty("source").ToImage();

    public static IEnumerable<JsonElement> Cases(string name) => Expected.GetProperty(name).EnumerateArray();

    /// <summary>Noise, different for every size.</summary>
    public static RgbImage Noise(int width, int height)
    {
        var image = new RgbImage(width, height);
        SeededRandom.For(width, height).NextBytes(image.Pixels);
        return image;
    }
}
