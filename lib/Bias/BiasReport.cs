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
    private const string UnknownGroup = "unknown";

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

    /// <summary>Which groups differ, in a sentence.</summary>
    public string Verdict
    {
        get
        {
            var different = Groups.Where(group => group.Differs).Select(group =>
                $"{group.Name} ({TextTable.Value(group.Value.Value)}, {TextTable.Signed(group.Difference)} from the others)").ToArray();
            return different.Length > 0 ? $"{Metric} differs for {string.Join(", ", different)}"
                : $"no group's {Metric} differs significantly from the others'";
        }
    }

    /// <summary>How the values were computed, for a footnote.</summary>
    internal string Explanation =>
        "A group of one class is measured with all images of the other class in the set. " +
        "Intervals: 95 %, bootstrap resampled by original. " +
        $"p: permutation test of {Metric} against the other images, permuted by original, corrected for {Groups.Count} groups (Holm); " +
        $"with {Overall.Resamples.Invariant("N0")} permutations at least " +
        $"{Math.Min(1, Groups.Count / (1.0 + Overall.Resamples)).Invariant("0.####")}.";

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
        string[] groupOf = [.. predictions.Records.Select(record => group(record) ?? UnknownGroup)];
        var names = groupOf.Distinct().Order(StringComparer.Ordinal).ToArray();
        var started = Stopwatch.GetTimestamp();
        var results = names.Select((name, index) =>
        {
            var contrast = new GroupContrast(predictions, groupOf, name, sweep => of(sweep, threshold.Value));
            var result = Measure(predictions, groupOf, name, overall, metric, contrast, seed, cancellation);
            progress?.Report(new("compare groups", index + 1, names.Length, Stopwatch.GetElapsedTime(started), "groups"));
            return result;
        }).ToArray();
        var corrected = HolmCorrection.Of([.. results.Select(result => result.PValue)]);
        var sign = metric.HigherIsBetter ? 1 : -1;
        return new(metric, overall, [.. results.Zip(corrected, (result, pValue) => result with { CorrectedPValue = pValue })
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
        Predictions predictions, string[] groupOf, string name, DetectionReport overall, Metric metric, GroupContrast contrast, long seed,
        CancellationToken cancellation)
    {
        bool Holds(bool target) => groupOf.Zip(predictions.Targets).Any(item => item.First == name && item.Second == target);
        var missing = !Holds(true) ? true : !Holds(false) ? false : (bool?)null;
        var measured = new Predictions(name,
            predictions.Items.Where((item, index) => groupOf[index] == name || item.Record.IsPositive == missing));
        var report = DetectionReport.Of(measured, overall.Threshold, overall.Resamples, seed, cancellation: cancellation);
        var (real, synthetic) = (Count(false), Count(true));
        return contrast.CanCompare
            ? new(name, real, synthetic, report, report[metric], contrast.Difference(),
                contrast.PValue(overall.Resamples, seed, cancellation), double.NaN)
            : new(name, real, synthetic, report, report[metric], double.NaN, double.NaN, double.NaN);

        int Count(bool target) => groupOf.Zip(predictions.Targets).Count(item => item.First == name && item.Second == target);
    }

    private static string[] Row(GroupResult group) =>
    [
        group.Name, group.Real.Invariant("N0"), group.Synthetic.Invariant("N0"), TextTable.Value(group.Value.Value),
        TextTable.Interval(group.Value),
        TextTable.Signed(group.Difference), double.IsNaN(group.CorrectedPValue) ? "-" : group.CorrectedPValue.Invariant("0.####"),
        TextTable.Value(group.Report.Counts.Recall), TextTable.Value(group.Report.Counts.FalsePositiveRate),
        TextTable.Value(group.Report[Metric.RocAuc].Value),
    ];
}
