using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class Conclusions
{
    /// <summary>What compression and resizing leave of each kind of edit.</summary>
    /// <param name="rows">A report for each kind and degradation; of each kind, the first is clean.</param>
    public static Conclusion Degraded(IEnumerable<(string Kind, string Degradation, MaskReport Report)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var kinds = rows.GroupBy(row => row.Kind).Select(kind =>
        {
            var (clean, worst) = (kind.First(), kind.MinBy(row => row.Report[Metric.MaskF1].Value));
            var (before, after) = (clean.Report[Metric.MaskF1], worst.Report[Metric.MaskF1]);
            var ofClean = $"{kind.Key} {Comparison.Text(before)} {clean.Degradation}, "
                + Comparison.Against(before, before.AllPositive, Everything);
            return worst == clean ? $"{ofClean}, and nowhere lower"
                : $"{ofClean}, and {Comparison.Text(after)} at worst ({worst.Degradation}), "
                    + Comparison.Against(after, after.AllPositive, Everything);
        });
        return new($"F1 of the masks after compression and resizing: {string.Join("; ", kinds)}.");
    }

    /// <summary>Whether the localizer finds edits or objects.</summary>
    /// <param name="bias">The audit on edited images and their originals.</param>
    public static Conclusion Objects(ObjectBias bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        return new($"Of {bias.Pairs.Counted("edited image with its original", "edited images with their originals")}, {bias.Verdict}");
    }

    /// <summary>How often each fault occurs among the masks.</summary>
    /// <param name="masks">Masks predicted for whole images.</param>
    /// <param name="threshold">The threshold of the masks.</param>
    public static Conclusion Faults(IEnumerable<PredictedMask> masks, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var faults = masks.Select(mask => MaskFault.Of(mask, threshold).Kind).ToArray();
        var counts = faults.GroupBy(kind => kind).OrderByDescending(group => group.Count())
            .Select(group => $"{MaskPlots.FaultName(group.Key)} {PlotText.Count(group.Count())}");
        return new($"What is wrong with the masks of {faults.Length.Counted("image")}: {string.Join(", ", counts)}.");
    }
}
