using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Data.Forging;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Embedded;

public class RecipeTests
{
    // A small corpus's images: mean brightness and mean difference of neighbouring bytes, in grey levels.
    private static readonly Figures[] Recorded =
    [
        new(117.94, 9.53), new(122.25, 4.29), new(118.89, 7.17), new(129.72, 11.37),
        new(116.71, 4.31), new(119.09, 11.51), new(130.67, 11.30),
        new(115.50, 4.68), new(130.43, 5.69), new(130.71, 10.60),
        new(120.58, 6.23), new(119.96, 9.91), new(135.24, 10.45), new(130.96, 5.22),
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

    // A small localization corpus's images, set by set.
    private static readonly Figures[] RecordedForgeries =
    [
        new(124.55, 7.42), new(136.66, 8.30), new(123.58, 7.94), new(120.08, 4.57), new(136.70, 8.34), new(123.63, 7.97),
        new(120.07, 5.02), new(128.53, 6.13), new(120.37, 6.06), new(123.54, 7.31), new(136.58, 8.81), new(119.14, 4.78),
        new(115.26, 11.43), new(120.24, 8.75), new(114.85, 9.03), new(115.23, 11.03), new(114.99, 9.05),
    ];

    [Fact]
    public void The_forgeries_are_those_of_the_recorded_recipe()
    {
        using var folder = new TemporaryFolder();
        var corpus = EmbeddedCorpus.Localization(folder.Root, new() { TrainingOriginals = 1, ValidationOriginals = 1, TestOriginals = 1 });
        var images = LocalizationFolder.Read(corpus).GroupBy(record => $"{record.Source == "tgif"} {record.Method} {record.EditKind}");
        var measured = images.OrderBy(set => set.Key, StringComparer.Ordinal).Select(set =>
        {
            var figures = set.Select(record => Measure(ImageCodec.Read(record.Path))).ToList();
            return new Figures(figures.Average(each => each.Brightness), figures.Average(each => each.Difference));
        }).ToList();
        Assert.Equal(1, Forge.Recipe);
        Assert.True(
            measured.Count == RecordedForgeries.Length && measured.Zip(RecordedForgeries).All(pair => Alike(pair.First, pair.Second)),
            $"The files changed. Raise Forge.Recipe and record: {string.Join(", ", measured)}");
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
