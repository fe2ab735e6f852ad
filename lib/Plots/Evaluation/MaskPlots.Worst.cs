using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class MaskPlots
{
    /// <summary>
    /// The worst images, grouped by what is wrong with their masks (<see cref="MaskFault"/>): misses, shifts, false alarms.
    /// </summary>
    /// <param name="masks">Masks predicted for whole images; at least one.</param>
    /// <param name="threshold">The lowest score that is predicted edited.</param>
    /// <param name="each">The most images of each group.</param>
    /// <exception cref="ArgumentException">There are no masks, or one covers only a part of its image.</exception>
    public static MaskGrid Worst(IReadOnlyList<PredictedMask> masks, Threshold threshold, int each = 2)
    {
        _ = Counted(masks, threshold);
        var faults = masks.Select(mask => (Mask: mask, Fault: MaskFault.Of(mask, threshold)))
            .Where(one => one.Fault.Kind != MaskFaultKind.None).GroupBy(one => one.Fault.Kind)
            .OrderByDescending(group => group.Count()).ToList();
        var body = string.Concat(faults.Select(group =>
            "<p style=\"margin:0.5em 0;font-weight:600\">"
            + $"{PlotText.Html(FaultName(group.Key))}: {group.Count()} of {masks.Count.Counted("image")}</p>"
            + Rows(group.Select(one => one.Mask).OrderBy(mask => Badness(mask, threshold)).Take(each), threshold)));
        var counts = string.Join(", ", faults.Select(group => $"{FaultName(group.Key)} {group.Count()}"));
        return new(
            faults.Count == 0 ? $"None of {masks.Count.Counted("mask")} is wrong at threshold {PlotText.Short(threshold.Value)}"
                : $"What is wrong with {faults.Sum(group => group.Count())} of {masks.Count.Counted("mask")}: {counts}",
            body);
    }

    /// <summary>A fault in the plural, for headings and tables.</summary>
    /// <param name="kind">The kind of fault.</param>
    public static string FaultName(MaskFaultKind kind) => kind switch
    {
        MaskFaultKind.None => "found",
        MaskFaultKind.Miss => "misses",
        MaskFaultKind.Shift => "shifts",
        MaskFaultKind.FalseAlarm => "false alarms",
        _ => "found in part",
    };

    // Edited images by F1, authentic ones by their false alarms; the lower the worse.
    private static double Badness(PredictedMask mask, Threshold threshold) =>
        mask.CountsAt(threshold.Value) is var counts && counts.Positives > 0 ? counts.F1 : -counts.FalsePositiveRate;
}
