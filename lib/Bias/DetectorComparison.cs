using System.Globalization;
using System.Text;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>One metric of two detectors on the same images.</summary>
/// <param name="First">The first detector's value.</param>
/// <param name="Second">The second detector's value.</param>
/// <param name="Interval">95 % bootstrap interval of second minus first.</param>
/// <param name="PValue">Two-sided bootstrap p-value of no difference, in [0, 1]; not corrected for multiple metrics.</param>
public sealed record MetricDifference(MetricValue First, MetricValue Second, Interval Interval, double PValue)
{
    /// <summary>Second value minus first value.</summary>
    public double Difference => Second.Value - First.Value;
}

/// <summary>Two detectors on the same images, compared by a paired bootstrap: both are measured on the same resamples.</summary>
public sealed class DetectorComparison
{
    private DetectorComparison(DetectionReport first, DetectionReport second, IReadOnlyList<MetricDifference> metrics) =>
        (First, Second, Metrics) = (first, second, metrics);

    /// <summary>The first detector.</summary>
    public DetectionReport First { get; }

    /// <summary>The second detector.</summary>
    public DetectionReport Second { get; }

    /// <summary>Every metric of the detection report.</summary>
    public IReadOnlyList<MetricDifference> Metrics { get; }

    /// <summary>One metric, for example <c>comparison[Metric.RocAuc]</c>.</summary>
    /// <exception cref="KeyNotFoundException">The reports have no such metric; the message lists those they have.</exception>
    public MetricDifference this[Metric metric] => Metrics.FirstOrDefault(difference => difference.First.Metric == metric)
        ?? throw new KeyNotFoundException(
            $"The reports have no metric '{metric}'; they have {string.Join(", ", Metrics.Select(known => known.First.Name))}.");

    /// <summary>Compares two detectors.</summary>
    /// <param name="first">One detector's scores.</param>
    /// <param name="second">The other's scores of the same images, in any order.</param>
    /// <param name="firstThreshold">The first detector's threshold.</param>
    /// <param name="secondThreshold">The second detector's threshold; null for the first's.</param>
    /// <param name="resamples">Number of resamples; at least 1.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="progress">Progress of the bootstrap; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ArgumentException">Images or labels differ; the message names one.</exception>
    /// <exception cref="InvalidOperationException">Predictions were made from plain arrays.</exception>
    public static DetectorComparison Of(
        Predictions first, Predictions second, Threshold firstThreshold, Threshold? secondThreshold = null,
        int resamples = 1000, long seed = 17,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(firstThreshold);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        secondThreshold ??= firstThreshold;
        second = InOrderOf(first, second);
        var (one, other) = (new ResamplingPlan(first, stratified: true), new ResamplingPlan(second, stratified: true));
        var differences = Bootstrap.Values(
            random => one.DrawTimes(random) is var times ? (First: one.Weighted(times), Second: other.Weighted(times)) : default,
            [.. DetectionMetrics.All.Select(known => (Func<(ThresholdSweep First, ThresholdSweep Second), double>)(drawn =>
                known.Of(drawn.Second, secondThreshold.Value) - known.Of(drawn.First, firstThreshold.Value)))],
            new BootstrapOptions { Resamples = resamples, Seed = seed }, progress, cancellation);
        var reports = (First: Unsampled(first, firstThreshold), Second: Unsampled(second, secondThreshold));
        return new(reports.First, reports.Second, [.. reports.First.Metrics.Zip(reports.Second.Metrics, differences).Select(metric =>
            new MetricDifference(metric.First, metric.Second, Bootstrap.ToInterval(metric.Third, 0.95), TwoSidedPValue(metric.Third)))]);
    }

    /// <summary>Whether the second detector ranks and decides better or worse than the first, or whether that is unresolved.</summary>
    public string Verdict =>
        $"On the same {First.Counts.Total.Counted("image")} '{Second.Name}' has {Compared(Metric.RocAuc)} and "
        + $"{Compared(Metric.BalancedAccuracy)} than '{First.Name}'.";

    private string Compared(Metric metric)
    {
        var (difference, interval) = (this[metric].Difference, this[metric].Interval);
        var amount = $"{TextTable.Signed(difference)} {TextTable.Interval(interval.Lower, interval.Upper)}";
        return interval.Lower > 0 ? $"a higher {metric.Name} ({amount})" : interval.Upper < 0 ? $"a lower {metric.Name} ({amount})"
            : $"no resolved difference of {metric.Name} ({amount})";
    }

    /// <summary>Every metric as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(
            $"'{First.Name}' and '{Second.Name}' on the same {First.Counts.Total.Counted("image")}\n");
        text.Append(CultureInfo.InvariantCulture, $"thresholds: {First.ThresholdDescription} · {Second.ThresholdDescription}\n\n");
        TextTable.Append(
            text,
            [["", First.Name, Second.Name, "difference", "95 % interval", "p"], .. Metrics.Select(metric => new[]
            {
                metric.First.Name, metric.First.Metric.Format(metric.First.Value), metric.Second.Metric.Format(metric.Second.Value),
                TextTable.Signed(metric.Difference), TextTable.Interval(metric.Interval.Lower, metric.Interval.Upper),
                TextTable.Value(metric.PValue),
            })],
            left: [0]);
        return text.Append("\nPaired bootstrap, resampled by original. p is not corrected for multiple metrics.").ToString();
    }

    private static DetectionReport Unsampled(Predictions predictions, Threshold threshold) =>
        DetectionReport.Of(predictions, threshold, resamples: 0);

    private static double TwoSidedPValue(double[] differences)
    {
        var defined = Array.FindAll(differences, difference => !double.IsNaN(difference));
        var (below, above) = (defined.Count(difference => difference <= 0), defined.Count(difference => difference >= 0));
        return defined.Length == 0 ? double.NaN : Math.Min(1, 2 * (1.0 + Math.Min(below, above)) / (1.0 + defined.Length));
    }

    private static Predictions InOrderOf(Predictions first, Predictions second)
    {
        var scores = second.Items.DistinctBy(item => item.Record.Path).ToDictionary(item => item.Record.Path, StringComparer.Ordinal);
        if (first.Count != second.Count || scores.Count != second.Count)
        {
            throw new ArgumentException(
                $"A paired comparison needs the same images: '{first.Name}' has {first.Count.Invariant("N0")}, "
                + $"'{second.Name}' {second.Count.Invariant("N0")} ({scores.Count.Invariant("N0")} distinct).");
        }
        return new(second.Name, first.Records.Select(record => !scores.TryGetValue(record.Path, out var item)
            ? throw new ArgumentException($"A paired comparison needs the same images: '{second.Name}' has no score for {record.Path}.")
            : item.Record.IsPositive != record.IsPositive
                ? throw new ArgumentException(
                    $"'{first.Name}' calls {record.Path} {record.Label}, '{second.Name}' calls it {item.Record.Label}.")
                : new Prediction(record, item.Score)));
    }
}
