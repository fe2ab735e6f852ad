using System.Diagnostics;
using Telltale.CopyMove;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Benchmarks;

/// <summary>
/// Measures the copy-move matcher on folders with <c>image/</c> and <c>mask/</c>; images without a mask are authentic. With patterns
/// (<see cref="GroupBy.Pattern"/>), images are grouped by original and forgeries reported by kind.
/// </summary>
internal static class CopyMoveVerb
{
    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        var (folders, original, kind) = (new List<string>(), GroupBy.Pattern("/([^/_.]+)[_.][^/]*$"), (Func<ImageRecord, string>?)null);
        for (var i = 0; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[^1]} needs a pattern.");
            switch (arguments[i])
            {
                case "--original":
                    original = GroupBy.Pattern(Value());
                    break;
                case "--kind":
                    kind = GroupBy.Pattern(Value());
                    break;
                default:
                    folders.Add(arguments[i]);
                    break;
            }
        }
        var records = folders.SelectMany(Records).Select(record => record with { SourceId = original(record) }).ToList();
        if (records.Count == 0)
        {
            throw new ArgumentException("copymove needs folders with image/ and mask/.");
        }
        var (name, watch) = (string.Join(" + ", folders.Select(Path.GetFileName)), Stopwatch.StartNew());
        var dataset = new LocalizationDataset(new ImageCollection(name, records), Transform.Evaluation(CopyMoveMatcher.ShortestSide));
        var masks = CopyMoveMatcher.Masks(dataset, name, progress: new ConsoleProgress(), cancellation: stop);
        var seconds = watch.Elapsed.TotalSeconds / masks.Count;
        MaskReport Report(IEnumerable<PredictedMask> some) => MaskReport.Of(
            MaskHistograms.Of(some), Threshold.Fixed(0.5), Averaging.PerImage with { EditedOnly = true }, cancellation: stop);
        Console.WriteLine(Report(masks));
        foreach (var group in masks.Where(mask => kind is not null && mask.Record.IsPositive).GroupBy(mask => kind!(mask.Record)))
        {
            var (report, found) = (Report(group), group.Count(mask => mask.CountsAt(0.5).TruePositives > 0));
            var f1 = report[Metric.F1];
            Console.WriteLine(
                $"{group.Key}: {group.Count()} forgeries, {found} found, F1 {TextTable.Value(f1.Value)} {TextTable.Interval(f1)}");
        }
        double[] scores = [.. masks.Select(mask => (double)mask.Scores.ToArray().Max())];
        Console.WriteLine(DetectionReport.Of(new Predictions(name, records, scores), Threshold.Fixed(0.5), cancellation: stop));
        Console.WriteLine(FormattableString.Invariant($"{masks.Count} images, {seconds:0.0} s an image of wall time, all cores"));
        return Task.CompletedTask;
    });

    private static IEnumerable<ImageRecord> Records(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "image")).Order(StringComparer.Ordinal).Select(path =>
        {
            var mask = Path.Combine(folder, "mask", $"{Path.GetFileNameWithoutExtension(path)}.png");
            return new ImageRecord(path, File.Exists(mask) ? ImageLabel.Edited : ImageLabel.Authentic, Path.GetFileName(folder))
            {
                MaskPath = File.Exists(mask) ? mask : null,
            };
        });
}
