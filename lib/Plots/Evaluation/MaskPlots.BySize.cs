using Plotly.NET;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class MaskPlots
{
    /// <summary>Every edited image as a point: how much of it was edited, and how well its mask was found.</summary>
    /// <param name="masks">Predicted masks; unedited images are left out.</param>
    /// <param name="threshold">The lowest score that is answered <em>edited</em>.</param>
    /// <exception cref="ArgumentException">No image was edited.</exception>
    public static Figure BySize(IReadOnlyList<PredictedMask> masks, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(threshold);
        var points = masks.Where(mask => mask.Truth.Coverage > 0)
            .Select(mask => (mask.Record, Share: mask.Truth.Coverage, mask.CountsAt(threshold.Value).F1)).OrderBy(point => point.Share).ToArray();
        if (points.Length == 0)
        {
            throw new ArgumentException("None of these images was edited: there is no size of an edit to draw.", nameof(masks));
        }
        var half = points[points.Length / 2].Share;
        double Mean(IEnumerable<(ImageRecord, double, double F1)> some) => some.Select(point => point.F1).DefaultIfEmpty(double.NaN).Average();
        var layout = new PlotLayout(PlotAxis.Share("share of the image that was edited"), new PlotAxis("F1 of its mask") { Range = (-0.02, 1.02) });
        var series = points.GroupBy(point => point.Record.EditKind).OrderBy(kind => kind.Key).Select((kind, index) => Series.Points(
            KindName(kind.Key) ?? "edited", [.. kind.Select(point => new PlotPoint(point.Share, point.F1, Kind(point.Record)))],
            SeriesStyle.Of(index).Color, SeriesStyle.Of(index).Symbol, "%{text}<br>%{x:.1%} edited<br>F1 %{y:.3f}<extra></extra>", size: 7));
        var everything = Series.Reference("everything edited", Enumerable.Range(0, 51).Select(step => step / 50.0).Select(share => new PlotPoint(share, 2 * share / (1 + share))));
        return new(
            $"Edits of up to {PlotText.Percent(half)} of the image: mean F1 {PlotText.Figure(Mean(points.Where(point => point.Share <= half)))}; " +
            $"larger ones: {PlotText.Figure(Mean(points.Where(point => point.Share > half)))}",
            layout.Around([everything, .. series]));
    }
}
