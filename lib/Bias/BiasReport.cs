using System.Globalization;
using System.Diagnostics;
using System.Text;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The results of a detector on groups of a set, the worst group first.</summary>
/// <example>
/// <code>
/// var bySource = BiasReport.ByGroup(predictions, r => r.Source, threshold, resamples: 1000, seed: 17);
/// Console.WriteLine(bySource.Verdict);
/// var worst = bySource.Groups[0];
/// var recall = worst.Report[Metric.Recall].Value;
/// </code>
/// </example>
public sealed class BiasReport
{
    private BiasReport(Metric metric, DetectionReport overall, IReadOnlyList<GroupResult> groups) =>
        (Metric, Overall, Groups) = (metric, overall, groups);

    /// <summary>The metric that groups are compared and sorted by.</summary>
    public Metric Metric { get; }

    /// <summary>The whole set.</summary>
    public DetectionReport Overall { get; }

    /// <summary>The groups, the worst first.</summary>
    public IReadOnlyList<GroupResult> Groups { get; }

    /// <summary>A group by name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such group; the message lists the groups.</exception>
    public GroupResult this[string name] => Groups.FirstOrDefault(group => group.Name == name)
        ?? throw new KeyNotFoundException(
            $"There is no group '{name}'; the groups are {string.Join(", ", Groups.Select(group => group.Name))}.");

    /// <summary>Which groups differ, in a sentence, and for which the test cannot tell.</summary>
    public string Verdict
    {
        get
        {
            var different = Groups.Where(group => group.Differs).Select(group =>
                $"{group.Name} ({TextTable.Value(group.Value.Value)}, {TextTable.Signed(group.Difference)} from the others)").ToArray();
            var unknown = Groups.Where(group => group.CannotTell is not null).ToArray();
            var reasons = string.Join("; ", unknown.GroupBy(group => group.CannotTell)
                .Select(reason => $"{string.Join(", ", reason.Select(group => group.Name))}: {reason.Key}"));
            return Groups.Count == 1 ? "there is one group only, nothing to compare"
                : unknown.Length == Groups.Count ? $"cannot tell whether {Metric} differs ({reasons})"
                : (different.Length > 0 ? $"{Metric} differs for {string.Join(", ", different)}"
                    : $"no significant difference of {Metric} was found") + (unknown.Length == 0 ? "" : $"; cannot tell for {reasons}");
        }
    }

    /// <summary>How the values were computed, for a footnote.</summary>
    internal string Explanation =>
        "A group of one class is measured with all images of the other class in the set. " +
        "Intervals: 95 %, bootstrap resampled by original. " +
        $"p: permutation test of {Metric} against the other images, permuted by original, with a normal tail where permutations " +
        $"are few and originals enough, corrected for {Groups.Count(group => !double.IsNaN(group.PValue)).Counted("group")} (Holm).";

    /// <summary>Measures each group of a set.</summary>
    /// <param name="predictions">At least one scored image, with records.</param>
    /// <param name="group">
    /// The group of an image, for example <c>r => r.Source</c> or <see cref="Grouping.QualityBand"/>; null is the group <c>unknown</c>.
    /// </param>
    /// <param name="threshold">Fixed, or chosen by a sweep on validation.</param>
    /// <param name="resamples">Number of bootstrap resamples and of permutations; at least 1.</param>
    /// <param name="seed">Seed of both.</param>
    /// <param name="metric">
    /// A metric of a detection report, to compare and sort by; null for balanced accuracy, which is 0.5 for a constant prediction.
    /// </param>
    /// <param name="progress">Progress after each group; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ArgumentException">There are no items, or a detection report has no such metric.</exception>
    /// <exception cref="InvalidOperationException">The predictions were made from plain arrays.</exception>
    public static BiasReport ByGroup(
        Predictions predictions, Func<ImageRecord, string?> group, Threshold threshold, int resamples = 1000, long seed = 17,
        Metric? metric = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        metric ??= Metric.BalancedAccuracy;
        var of = DetectionMetrics.Of(metric);
        var overall = DetectionReport.Of(predictions, threshold, resamples, seed, cancellation: cancellation);
        string[] groupOf = [.. predictions.Records.Select(record => group(record) is { Length: > 0 } known ? known : "unknown")];
        var names = groupOf.Distinct().Order(StringComparer.Ordinal).ToArray();
        var started = Stopwatch.GetTimestamp();
        var results = names.Select((name, index) =>
        {
            var contrast = new GroupContrast(predictions, groupOf, name, sweep => of(sweep, threshold.Value));
            var test = contrast.Test(resamples, names.Length, seed, cancellation);
            var group = Measure(predictions, groupOf, name, overall, metric, seed, cancellation) with
            {
                Difference = contrast.CanCompare ? contrast.Difference() : double.NaN, PValue = test.PValue,
                CannotTell = !contrast.CanCompare ? "there are no other images to compare with"
                    : double.IsNaN(test.PValue) ? $"{metric} is not defined without images of both classes" : null,
            };
            progress?.Report(new("compare groups", index + 1, names.Length, Stopwatch.GetElapsedTime(started), "groups"));
            return (Group: group, test.Least);
        }).ToArray();
        var corrected = HolmCorrection.Of([.. results.Select(result => result.Group.PValue)]);
        var tests = corrected.Count(pValue => !double.IsNaN(pValue));
        var sign = metric.HigherIsBetter ? 1 : -1;
        return new(metric, overall, [.. results.Zip(corrected, (result, pValue) => Corrected(result.Group, pValue, tests * result.Least))
            .OrderBy(result => double.IsNaN(result.Value.Value)).ThenBy(result => sign * result.Value.Value)]);
    }

    /// <summary>The verdict and every group, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Groups of '{Overall.Name}', threshold {Overall.ThresholdDescription}\n{Verdict}\n\n");
        TextTable.Append(
            text,
            [["group", "real", "synthetic", Metric.Name, "95 % interval", "difference",
                "p (Holm)", Metric.Recall.Name, "false alarms", Metric.RocAuc.Name],
                .. Groups.Select(Row)],
            left: [0]);
        return text.Append(CultureInfo.InvariantCulture, $"\n{Explanation}").ToString();
    }

    private static GroupResult Measure(
        Predictions predictions, string[] groupOf, string name, DetectionReport overall, Metric metric, long seed,
        CancellationToken cancellation)
    {
        int Count(bool target) => groupOf.Zip(predictions.Targets).Count(item => item.First == name && item.Second == target);
        var (real, synthetic) = (Count(false), Count(true));
        var missing = synthetic == 0 ? true : real == 0 ? false : (bool?)null;
        var measured = new Predictions(name,
            predictions.Items.Where((item, index) => groupOf[index] == name || item.Record.IsPositive == missing))
        {
            Scale = predictions.Scale,
        };
        var report = DetectionReport.Of(measured, overall.Threshold, overall.Resamples, seed, cancellation: cancellation);
        return new(name, real, synthetic, report, report[metric], double.NaN, double.NaN, double.NaN);
    }

    /// <param name="group">The group.</param>
    /// <param name="pValue">Its corrected p-value.</param>
    /// <param name="least">The smallest corrected p-value that the test could have given.</param>
    private static GroupResult Corrected(GroupResult group, double pValue, double least) => group with
    {
        CorrectedPValue = pValue,
        CannotTell = group.CannotTell ?? (pValue >= HolmCorrection.Level && least >= HolmCorrection.Level
            ? $"its originals are too few for a p below {Math.Min(1, least).Invariant("0.##")}" : null),
    };

    private static string[] Row(GroupResult group) =>
    [
        group.Name, group.Real.Invariant("N0"), group.Synthetic.Invariant("N0"), TextTable.Value(group.Value.Value),
        TextTable.Interval(group.Value),
        TextTable.Signed(group.Difference), group.PText,
        TextTable.Value(group.Report.Counts.Recall), TextTable.Value(group.Report.Counts.FalsePositiveRate),
        TextTable.Value(group.Report[Metric.RocAuc].Value),
    ];
}
