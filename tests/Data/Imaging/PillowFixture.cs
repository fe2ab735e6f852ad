using System.Text.Json;
using Telltale.Data;

namespace Telltale.Tests.Data.Imaging;

/// <summary>The files and values that the scripts in Fixtures/ made with Pillow and torchvision.</summary>
internal static class PillowFixture
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Data", "Fixtures");

    public static string Image(string name) => Path.Combine(Folder, "images", name);

    public static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name))).RootElement;

    /// <summary>An image written as width, height and hexadecimal pixels.</summary>
    public static RgbImage ToImage(this JsonElement image) =>
        new(image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32(),
            Convert.FromHexString(image.GetProperty("pixels").GetString()!));

    /// <summary>Asserts equal sizes and no channel further apart than so many levels.</summary>
    public static void AssertClose(RgbImage expected, RgbImage actual, int levels)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        var worst = expected.Pixels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= levels, $"The largest difference is {worst} levels, allowed are {levels}.");
    }
}
