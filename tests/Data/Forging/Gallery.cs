using System.Security.Cryptography;
using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Forging;

/// <summary>A few simulated photographs, and what a folder of files holds.</summary>
internal static class Gallery
{
    private static readonly TextureBank Textures = new(17);

    public static FloatImage Photograph(int number, int width = 160, int height = 128) =>
        Camera.Reflex.Capture(Scene.Render(width, height, Textures, SeededRandom.For(21, number)), SeededRandom.For(21, number, 1));

    /// <summary>Writes so many as JPEG files into a folder.</summary>
    public static string Album(TemporaryFolder folder, int count)
    {
        for (var number = 0; number < count; number++)
        {
            folder.Put($"photos/day {number % 2}/IMG_{number}.x.jpg", ImageCodec.EncodeJpeg(Photograph(number).ToRgbImage(), 92));
        }
        return folder.File("photos");
    }

    public static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    public static string[] Content(string folder) =>
        [.. Files(folder).Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))))}")];
}
