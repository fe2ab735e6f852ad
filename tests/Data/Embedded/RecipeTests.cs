using Telltale.Data;
using Telltale.Data.Embedded;

namespace Telltale.Tests.Data.Embedded;

public class RecipeTests
{
    // A small corpus's images: mean brightness and mean difference of neighbouring bytes, in grey levels.
    private static readonly Figures[] Recorded =
    [
        new(117.94, 9.53), new(122.25, 4.29), new(118.89, 7.17), new(129.72, 11.37), new(116.71, 4.31), new(119.09, 11.51), new(130.67, 11.30),
        new(115.50, 4.68), new(130.43, 5.69), new(130.71, 10.60), new(120.58, 6.23), new(119.96, 9.91), new(135.24, 10.45), new(130.96, 5.22),
    ];

    /// <summary>Caches are found by recipe and options: whoever changes the files must raise the recipe.</summary>
    [Fact]
    public void The_files_are_those_of_the_recorded_recipe()
    {
        var options = new EmbeddedCorpusOptions { ImagesPerCamera = 2, ImagesPerGenerator = 2 };
        var textures = new TextureBank(options.Seed);
        var images = PlannedImage.All(options).Select(image => ImageCodec.Decode(image.Make(options, textures), "made"));
        var measured = images.Select(Measure).ToList();
        Assert.Equal(2, EmbeddedCorpus.Recipe);
        Assert.True(
            measured.Count == Recorded.Length && measured.Zip(Recorded).All(pair => Alike(pair.First, pair.Second)),
            $"The files changed. Raise EmbeddedCorpus.Recipe and record: {string.Join(", ", measured)}");
    }

    private static bool Alike(Figures first, Figures second) =>
        Math.Abs(first.Brightness - second.Brightness) < 0.02 && Math.Abs(first.Difference - second.Difference) < 0.02;

    private static Figures Measure(RgbImage image)
    {
        var pixels = image.Pixels;
        var difference = Enumerable.Range(3, pixels.Length - 3).Average(i => Math.Abs(pixels[i] - pixels[i - 3]));
        return new(pixels.Average(value => (double)value), difference);
    }

    private sealed record Figures(double Brightness, double Difference)
    {
        public override string ToString() => FormattableString.Invariant($"new({Brightness:F2}, {Difference:F2})");
    }
}
