using System.Globalization;
using System.Text.Json.Nodes;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>The paper and its failure, for the first screen of a report.</summary>
internal static class PaperSummary
{
    /// <summary>F1 of "all synthetic" on a set of which half is synthetic, 2p / (1 + p) with p = 1/2.</summary>
    private const double AllSynthetic = 2.0 / 3;

    /// <summary>What failed, in sentences made from the paper's table 1.</summary>
    public static string Failure { get; } = string.Create(CultureInfo.InvariantCulture,
        $"Its detector was to find the synthetic images among 10,000 images from the web. It found " +
        $"{Paper.Detection[Metric.Recall]:0.0 %} " +
        $"of them and called nearly every image real: its F1 was {Paper.Detection[Metric.F1]:0.000}, where answering 'synthetic' to " +
        $"every image has {AllSynthetic:0.000}. Its ROC AUC of {Paper.Detection[Metric.RocAuc]:0.00} is close to chance (0.50).");

    /// <summary>
    /// <c>{title, authors, venue, link, failure, value}</c>; the value is the balanced accuracy, which on the task's balanced set is the
    /// accuracy.
    /// </summary>
    public static JsonObject ToJson() => new()
    {
        ["title"] = Paper.Title,
        ["authors"] = Paper.Authors,
        ["venue"] = Paper.Venue,
        ["link"] = Paper.TaskPage,
        ["failure"] = Failure,
        ["value"] = new ConclusionValue(
            Metric.BalancedAccuracy.Name, "the paper's detector, its images", Paper.Detection[Metric.Accuracy], double.NaN,
                double.NaN).ToJson(),
    };
}
