using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Growth;

/// <summary>Rows as of a collection, without images: five of each original, 40 in each folder, 15 sources, equal file names.</summary>
internal static class GrowthRows
{
    private const int Sources = 15, ImagesOfOriginal = 5, ImagesInFolder = 40, Seed = 17;

    // One image in a hundred looks like the one before.
    private const int Duplicate = 100;

    /// <summary>The path of an image, as a detector's file of scores has it.</summary>
    public static string Name(int row) => $"video-{row / ImagesInFolder:D5}/{row % ImagesInFolder + 1:D5}.png";

    /// <summary>The records.</summary>
    public static ImageCollection Images(int rows) => new("rows", Enumerable.Range(0, rows).Select(row => new ImageRecord(
        $"/frames/{Name(row)}", row / ImagesOfOriginal % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic,
        $"source-{row / ImagesOfOriginal % Sources}") { SourceId = $"original-{row / ImagesOfOriginal}" }));

    /// <summary>Scores that rank the classes well, but not perfectly.</summary>
    public static Predictions Scores(int rows)
    {
        var random = SeededRandom.For(Seed);
        return new("rows", Images(rows).Select(record => new Prediction(
            record, 1 / (1 + Math.Exp(-random.NextGaussian() - (record.IsPositive ? 1 : -1))))));
    }

    /// <summary>Measurements that hardly differ between the classes.</summary>
    public static IReadOnlyList<ImageMeasurements> Measured(ImageCollection images)
    {
        var (random, hash) = (SeededRandom.For(Seed), default(PerceptualHash));
        return [.. images.Select((record, row) =>
        {
            hash = row % Duplicate == 1 ? hash with { First = hash.First ^ 5 } : Hash(random);
            var header = new ImageHeader(224 + random.Next(3), 224 + random.Next(100), "jpeg")
                { JpegQuality = 90 + random.Next(6), ChromaSubsampling = ChromaSubsampling.Yuv420 };
            double Shifted() => random.NextGaussian() + (record.IsPositive ? 0.1 : 0);
            return new ImageMeasurements(
                record, header, 20_000 + random.Next(10_000),
                new(Shifted(), Shifted(), random.Next(100) == 0 ? 1 : 0, Shifted(), Shifted()),
                new(90 + random.Next(6), 0, PixelHistory.NoQuality, 0, random.NextGaussian()), hash);
        })];
    }

    private static PerceptualHash Hash(SeededRandom random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        ulong Word(int index) => BitConverter.ToUInt64(bytes, 8 * index);
        return new(Word(0), Word(1), Word(2), Word(3));
    }
}
