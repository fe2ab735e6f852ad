using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class MaskPlots
{
    /// <summary>One point per edited image: the share of it that was edited, and the F1 of its predicted mask.</summary>
    /// <param name="masks">Predicted masks; authentic images are skipped.</param>
    /// <param name="threshold">The lowest score that is predicted edited.</param>
    /// <exception cref="ArgumentException">No image is edited.</exception>
    public static Chart BySize(IReadOnlyList<PredictedMask> masks, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(threshold);
        var points = masks.Where(mask => mask.Truth.Coverage > 0)
            .Select(mask => (mask.Record, Share: mask.Truth.Coverage, mask.CountsAt(threshold.Value).F1))
            .OrderBy(point => point.Share).ToArray();
        if (points.Length == 0)
        {
            throw new ArgumentException("None of these images is edited; the chart needs at least one edited image.", nameof(masks));
        }
        var half = points[points.Length / 2].Share;
        double Mean(IEnumerable<(ImageRecord, double, double F1)> some) =>
            some.Select(point => point.F1).DefaultIfEmpty(double.NaN).Average();
        var layout = new PlotLayout(
            PlotAxis.Share("share of the image that was edited"), new PlotAxis("F1 of the mask") { Range = (-0.02, 1.02) });
        var series = points.GroupBy(point => point.Record.EditKind).OrderBy(kind => kind.Key).Select((kind, index) => Series.Points(
            KindName(kind.Key) ?? "edited", [.. kind.Select(point => new PlotPoint(point.Share, point.F1, Kind(point.Record)))],
            SeriesStyle.Of(index).Color, SeriesStyle.Of(index).Symbol,
            "%{text}<br>%{x:.1%} edited<br>F1 %{y:.3f}<extra></extra>", size: 7));
        var shares = Enumerable.Range(0, 51).Select(step => step / 50.0);
        var everything = Series.Reference("everything edited", shares.Select(share => new PlotPoint(share, 2 * share / (1 + share))));
        return new(
            $"Mean F1 of masks: {PlotText.Number(Mean(points.Where(point => point.Share <= half)))} for edits of up to " +
            $"{PlotText.Percent(half)} of the image, {PlotText.Number(Mean(points.Where(point => point.Share > half)))} for larger ones",
            layout.Combine([everything, .. series]));
    }
}
