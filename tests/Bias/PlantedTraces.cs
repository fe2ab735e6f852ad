using Telltale.Bias;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

/// <summary>Images with one known trace in the synthetic ones, and detectors that read one known thing.</summary>
internal static class PlantedTraces
{
    private const int Side = 48;

    /// <summary>Noisy gradients; synthetic ones have a checkerboard of 6 levels.</summary>
    public static ImageCollection Images(TemporaryFolder folder, int perClass = 20) => new(
        "planted", Enumerable.Range(0, 2 * perClass).Select(index => Write(folder, index)));

    /// <summary>How much larger differences are across the borders of 8 × 8 blocks than elsewhere, in levels.</summary>
    public static LogitScorer Blockiness { get; } = LogitScorer.Of("blockiness", image =>
    {
        var steps = Steps(image).ToLookup(step => step.X % 8 == 0, step => step.Size);
        return steps[true].Average() - steps[false].Average();
    });

    /// <summary>The less the image varies from pixel to pixel, the more synthetic.</summary>
    public static LogitScorer Smoothness { get; } = LogitScorer.Of("smoothness", image => -Steps(image).Average(step => step.Size));

    /// <summary>The amplitude of a checkerboard, in levels.</summary>
    public static LogitScorer Checkerboard(long seed = 0) => LogitScorer.Of(
        "checkerboard",
        image => Enumerable.Range(0, image.Width * image.Height)
            .Average(i => image.Pixels[3 * i] * ((i % image.Width + i / image.Width) % 2 == 0 ? 1.0 : -1.0)) - 3,
        seed);

    /// <summary>The mean level.</summary>
    public static LogitScorer Brightness { get; } =
        LogitScorer.Of("brightness", image => image.Pixels.Average(level => (double)level) - 128);

    private static IEnumerable<(int X, double Size)> Steps(RgbImage image) =>
        from y in Enumerable.Range(0, image.Height)
        from x in Enumerable.Range(1, image.Width - 1)
        let at = 3 * (y * image.Width + x)
        select (x, (double)Math.Abs(image.Pixels[at] - image.Pixels[at - 3]));

    private static ImageRecord Write(TemporaryFolder folder, int index)
    {
        var (random, isSynthetic, image) = (SeededRandom.For(index, 5), index % 2 == 1, new RgbImage(Side, Side));
        var (base_, slope) = (random.NextDouble(90, 130), random.NextDouble(0.2, 0.8));
        for (var i = 0; i < Side * Side; i++)
        {
            var (x, y) = (i % Side, i / Side);
            var trace = !isSynthetic ? 0 : (x + y) % 2 == 0 ? 6 : -6;
            var level = (byte)Math.Clamp(base_ + slope * x + trace + 8 * random.NextGaussian(), 0, 255);
            image.Pixels.AsSpan(3 * i, 3).Fill(level);
        }
        var file = folder.File($"{index:D3}.png");
        File.WriteAllBytes(file, ImageCodec.EncodePng(image));
        return new(file, isSynthetic ? ImageLabel.Synthetic : ImageLabel.Real, isSynthetic ? "checkerboard" : "camera");
    }
}
