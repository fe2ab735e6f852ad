using System.Globalization;
using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

public static partial class Conclusions
{
    /// <summary>Why a detector of this notebook and those of the replay in notebook 3 are not comparable.</summary>
    /// <param name="network">The network of this notebook, in words.</param>
    /// <param name="trainingImages">The number of its training images.</param>
    /// <param name="profile">The profile that it was trained with.</param>
    /// <param name="replay">The budget of the replay.</param>
    public static Conclusion Budgets(string network, int trainingImages, Profile profile, ReplayBudget replay)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(replay);
        return new(
            $"Notebook 3 has detectors of another kind. This one: {network}, trained on {PlotText.Count(trainingImages)} images for " +
            $"{Epochs(profile.Epochs)}. Each of notebook 3 starts from {replay.Network}, trained on " +
            $"{PlotText.Count(2 * replay.ImagesPerClass)} images for {Epochs(replay.Epochs)}.");
    }

    /// <summary>How much one change of a configuration changes a metric, and whether the seeds settle its sign.</summary>
    /// <param name="change">The change, in words that begin a sentence, for example <c>training on several generators</c>.</param>
    /// <param name="test">The test images.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="without">The metric over the seeds without the change.</param>
    /// <param name="with">The metric over the same seeds with it.</param>
    /// <param name="difference">With minus without, for each seed.</param>
    public static Conclusion Change(string change, string test, Metric metric, Spread without, Spread with, Spread difference)
    {
        ArgumentException.ThrowIfNullOrEmpty(change);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(without);
        ArgumentNullException.ThrowIfNull(with);
        ArgumentNullException.ThrowIfNull(difference);
        var settled = difference.Interval is not { } interval ? "; with one run that is unresolved"
            : $" {PlotText.Interval(interval.Lower, interval.Upper)} over {difference.Runs} seeds" +
                (interval.Lower > 0 || interval.Upper < 0 ? "" : ", which contains 0, so unresolved");
        return new(
            $"{Capitalized(change)} changes the {metric} on {test} from {PlotText.Number(without.Mean)} to {PlotText.Number(with.Mean)}: " +
            $"{difference.Mean.ToString("+0.000;-0.000", CultureInfo.InvariantCulture)}{settled}.")
        {
            Values = [Of($"without {change}, {test}", metric, without), Of($"with {change}, {test}", metric, with)],
        };
    }

    private static ConclusionValue Of(string name, Metric metric, Spread spread) => new(
        metric.Name, name, spread.Mean, spread.Interval?.Lower ?? double.NaN, spread.Interval?.Upper ?? double.NaN);

    private static string Epochs(int epochs) => epochs == 1 ? "1 epoch" : $"{epochs} epochs";
}
