using Telltale.Data;
using Telltale.Data.Embedded;

namespace Telltale.Tests.Data.Embedded;

public class RecipeTests
{
    // Mean brightness and mean difference of neighbouring bytes of a small corpus's images, in grey levels.
    private static readonly (int Index, double Mean, double Difference)[] Recorded =
    [
        (0, 117.94, 9.53), (1, 122.25, 4.29), (2, 118.89, 7.17), (3, 129.72, 11.37), (4, 116.71, 4.31), (5, 119.09, 11.51), (6, 130.67, 11.30),
        (7, 115.50, 4.68), (8, 130.43, 5.69), (9, 130.71, 10.60), (10, 120.58, 6.23), (11, 119.96, 9.91), (12, 135.24, 10.45), (13, 130.96, 5.22),
    ];

    /// <summary>Caches are found by recipe and options: whoever changes the files must raise the recipe.</summary>
    [Fact]
    public void The_files_are_those_of_the_recorded_recipe()
    {
        Assert.Equal(2, EmbeddedCorpus.Recipe);
        var options = new EmbeddedCorpusOptions { ImagesPerCamera = 2, ImagesPerGenerator = 2 };
        var (images, textures) = (PlannedImage.All(options), new TextureBank(options.Seed));
        var measured = Enumerable.Range(0, images.Count).Select(index => Measure(index, ImageCodec.Decode(images[index].Make(options, textures), "made"))).ToList();
        Assert.True(
            measured.Count == Recorded.Length && measured.Zip(Recorded).All(pair => Math.Abs(pair.First.Mean - pair.Second.Mean) < 0.02 && Math.Abs(pair.First.Difference - pair.Second.Difference) < 0.02),
            $"The files changed. Raise EmbeddedCorpus.Recipe and record:\n{string.Join(", ", measured.Select(each => FormattableString.Invariant($"({each.Index}, {each.Mean:F2}, {each.Difference:F2})")))}");
    }

    private static (int Index, double Mean, double Difference) Measure(int index, RgbImage image) =>
        (index, image.Pixels.Average(value => (double)value), Enumerable.Range(3, image.Pixels.Length - 3).Average(i => Math.Abs(image.Pixels[i] - image.Pixels[i - 3])));
}
