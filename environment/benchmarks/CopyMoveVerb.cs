using System.Diagnostics;
using Telltale.CopyMove;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Benchmarks;

/// <summary>Measures the copy-move matcher on folders with <c>image/</c> and <c>mask/</c>; images without a mask are authentic.</summary>
internal static class CopyMoveVerb
{
    public static Task<int> RunAsync(string[] folders) => Verb.RunAsync(stop =>
    {
        var records = folders.SelectMany(Records).ToList();
        if (records.Count == 0)
        {
            throw new ArgumentException("copymove needs folders with image/ and mask/.");
        }
        var (name, watch) = (string.Join(" + ", folders.Select(Path.GetFileName)), Stopwatch.StartNew());
        var dataset = new LocalizationDataset(new ImageCollection(name, records), Transform.Evaluation(CopyMoveMatcher.ShortestSide));
        var masks = CopyMoveMatcher.Masks(dataset, name, progress: new ConsoleProgress(), cancellation: stop);
        var seconds = watch.Elapsed.TotalSeconds / masks.Count;
        Console.WriteLine(MaskReport.Of(
            MaskHistograms.Of(masks), Threshold.Fixed(0.5), Averaging.PerImage with { EditedOnly = true }, cancellation: stop));
        double[] scores = [.. masks.Select(mask => (double)mask.Scores.ToArray().Max())];
        Console.WriteLine(DetectionReport.Of(new Predictions(name, records, scores), Threshold.Fixed(0.5), cancellation: stop));
        Console.WriteLine(FormattableString.Invariant($"{masks.Count} images, {seconds:0.0} s an image of wall time, all cores"));
        return Task.CompletedTask;
    });

    private static IEnumerable<ImageRecord> Records(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "image")).Order(StringComparer.Ordinal).Select(path =>
        {
            var mask = Path.Combine(folder, "mask", $"{Path.GetFileNameWithoutExtension(path)}.png");
            var original = Path.GetFileNameWithoutExtension(path).Split('_')[0];
            return new ImageRecord(path, File.Exists(mask) ? ImageLabel.Edited : ImageLabel.Authentic, Path.GetFileName(folder))
            {
                MaskPath = File.Exists(mask) ? mask : null,
                SourceId = original,
            };
        });
}
