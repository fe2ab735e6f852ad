using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class Conclusions
{
    private const string NoSkill = "a constant prediction";

    /// <summary>Whether a detector beats the constant predictions in balanced accuracy.</summary>
    /// <param name="report">The report on test images.</param>
    /// <param name="name">What the detector is called in the sentence, and in the chart of the report's first screen.</param>
    /// <param name="images">What the images are called in that chart; null for the name of the report.</param>
    public static Conclusion Detection(DetectionReport report, string name = "detector", string? images = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (balanced, counts) = (report[Metric.BalancedAccuracy], report.Counts);
        return HasOneClass(report) ?? new(
            $"On {report.Name} the {name} finds {PlotText.Percent(counts.Recall)} of the {PlotText.Count(counts.Positives)} synthetic " +
            $"images and calls {PlotText.Percent(counts.FalsePositiveRate)} of the {PlotText.Count(counts.Negatives)} real ones " +
            $"synthetic: a " +
            $"balanced accuracy of {Comparison.Text(balanced)}, {Comparison.Against(balanced, balanced.AllPositive, NoSkill)}.")
        {
            Values = [Of($"{name}: {images ?? report.Name}", balanced)],
        };
    }

    /// <summary>Whether a detector beats "all synthetic" in F1, which depends on the share of synthetic images.</summary>
    /// <param name="report">The report on test images.</param>
    public static Conclusion F1(DetectionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var f1 = report[Metric.F1];
        return HasOneClass(report) ?? new(
            $"Its F1 on {report.Name} is {Comparison.Text(f1)}: " +
            $"{Comparison.Against(f1, f1.AllPositive, "the constant prediction 'all synthetic'")}.");
    }

    /// <summary>Whether a detector does worse on sources that it was never trained on.</summary>
    /// <param name="test">The report on test images of the training sources.</param>
    /// <param name="unseen">The report on images of other sources.</param>
    /// <param name="name">What the detector is called in the chart of the report's first screen.</param>
    /// <param name="images">What the images of other sources are called in that chart; null for the name of the report.</param>
    public static Conclusion Unseen(DetectionReport test, DetectionReport unseen, string name = "detector", string? images = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(unseen);
        var (before, after, counts) = (test[Metric.BalancedAccuracy], unseen[Metric.BalancedAccuracy], unseen.Counts);
        return HasOneClass(unseen) ?? new(
            $"On {unseen.Name} it finds {PlotText.Percent(counts.Recall)} of the synthetic images and calls " +
            $"{PlotText.Percent(counts.FalsePositiveRate)} of the real ones synthetic: a balanced accuracy of {Comparison.Text(after)}, " +
            $"against {Comparison.Text(before)} on {test.Name}; {Comparison.Between(after, before)}.")
        {
            Values = [Of($"{name}: {images ?? unseen.Name}", after)],
        };
    }

    /// <summary>Which of several networks show skill, and whether they differ from the first by more than its seeds do.</summary>
    /// <param name="runs">The report of every run on the same test images, with the name of its network; at least one.</param>
    public static Conclusion Networks(IEnumerable<(string Network, DetectionReport Test)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Networks("balanced accuracy on the test images", runs.Select(run => (run.Network, run.Test[Metric.BalancedAccuracy])));
    }

    /// <summary>
    /// Which of several networks beat the constant prediction, and whether they differ from the first by more than its seeds do.
    /// </summary>
    /// <param name="metric">The metric and the images, in words.</param>
    /// <param name="runs">The metric of every run, with the name of its network; at least one.</param>
    public static Conclusion Networks(string metric, IEnumerable<(string Network, MetricValue Value)> runs)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(runs);
        var networks = runs.GroupBy(run => run.Network, run => run.Value).Select(network => (
            Name: network.Key,
            Spread: Spread.Of(network.Select(value => value.Value)),
            HasSkill: network.Any(value => (double.IsNaN(value.Lower) ? value.Value : value.Lower) > value.AllPositive))).ToArray();
        var each = networks.Select((network, index) =>
            $"{network.Name} {Runs(network.Spread)}{(network.HasSkill ? "" : ", no better than a constant prediction")}" +
            (index == 0 ? "" : Order(network.Spread, networks[0].Spread, networks[0].Name)));
        return new($"{Capitalized(metric)}, mean ± standard deviation over the seeds: {string.Join("; ", each)}.");
    }

    /// <summary>What choosing the threshold on the test images would add.</summary>
    /// <param name="predictions">The scores of the test images.</param>
    /// <param name="threshold">The threshold that was chosen on other images.</param>
    public static Conclusion Oracle(Predictions predictions, Threshold threshold)
    {
        var sweep = ThresholdSweep.Of(predictions);
        return new(Comparison.Oracle(Metric.F1.Name, sweep.At(threshold).F1, sweep.At(sweep.Best(c => c.F1)).F1));
    }

    private static Conclusion? HasOneClass(DetectionReport report) => report.Counts.Positives > 0 && report.Counts.Negatives > 0 ? null
        : new($"{Capitalized(report.Name)} has images of one class only: it cannot show whether the detector has any skill.");

    private static string Runs(Spread spread) => spread.Runs == 1
        ? $"{PlotText.Number(spread.Mean)} (one run, so no interval)"
        : $"{spread} ({spread.Runs.Counted("run")})";

    private static string Order(Spread other, Spread first, string name) =>
        first.Runs == 1 && other.Runs == 1 ? $": with one run of each, the difference from '{name}' is unresolved"
        : other.Highest < first.Lowest ? $", below every run of {name}"
        : other.Lowest > first.Highest ? $", above every run of {name}"
        : $", within the runs of {name}, so the difference is unresolved";

    private static ConclusionValue Of(string name, MetricValue metric) =>
        new(metric.Name, name, metric.Value, metric.Lower, metric.Upper);
}
