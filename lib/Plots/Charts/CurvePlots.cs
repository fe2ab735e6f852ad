using Plotly.NET;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>Curves over thresholds and epochs. Several sets lie in one figure, each under its own name.</summary>
public static partial class CurvePlots
{
    private const string RocHover = "false alarms %{x:.1%}<br>found %{y:.1%}<br>threshold %{text}";
    private const string PrecisionRecallHover = "found %{x:.1%}<br>right %{y:.1%}<br>threshold %{text}";

    /// <summary>ROC curves: the share of positives found against the share of false alarms, with the diagonal of chance.</summary>
    /// <param name="sets">At least one set with both classes; one with a single class is named as having no curve.</param>
    /// <exception cref="ArgumentException">There are no sets, or one is empty.</exception>
    public static Figure Roc(params IReadOnlyList<Predictions> sets)
    {
        var names = NamesOf(sets);
        var curves = sets.Select(RocCurve.Of).ToArray();
        var series = sets.Select((set, index) => Series.Line(
            $"{set.Name} (AUC {PlotText.Figure(curves[index].AreaUnderCurve)})",
            curves[index].Points.Select(point => new PlotPoint(point.FalsePositiveRate, point.TruePositiveRate, PlotText.Short(point.Threshold))),
            SeriesStyle.Of(index), RocHover));
        var layout = new PlotLayout(
            PlotAxis.Share($"false positive rate ({names.Negative} images accused)"),
            PlotAxis.Share($"true positive rate ({names.Positive} images found)"));
        var ranked = sets.Select((set, index) => curves[index].AreaUnderCurve is var area && double.IsNaN(area)
            ? $"not defined on {set.Name}, which holds one class only"
            : $"{PlotText.Percent(area)} {(index == 0 ? "of the time " : "")}on {set.Name} (AUC {PlotText.Figure(area)})");
        return new(
            $"ROC: {Article(names.Positive)} {names.Positive} image outscores {Article(names.Negative)} {names.Negative} one " +
            $"{PlotText.List([.. ranked])}; chance is 50 %",
            layout.Around([Series.Reference("chance (AUC 0.500)", new PlotPoint(0, 0), new PlotPoint(1, 1)), .. series]));
    }

    /// <summary>
    /// Precision-recall curves, drawn as the steps whose area is the average precision, with the precision of chance:
    /// the share of positives in each set.
    /// </summary>
    /// <param name="sets">At least one set with positives; one without is named as having no curve.</param>
    /// <exception cref="ArgumentException">There are no sets, or one is empty.</exception>
    public static Figure PrecisionRecall(params IReadOnlyList<Predictions> sets)
    {
        var names = NamesOf(sets);
        var curves = sets.Select(PrecisionRecallCurve.Of).ToArray();
        var chances = sets.Select(set => set.Targets.Count(target => target) / (double)set.Count).ToArray();
        var series = sets.Select((set, index) => Series.Line(
            $"{set.Name} (AP {PlotText.Figure(curves[index].AveragePrecision)})",
            curves[index].Points.Select(point => new PlotPoint(point.Recall, point.Precision, PlotText.Short(point.Threshold))),
            SeriesStyle.Of(index), PrecisionRecallHover).WithSteps());
        var layout = new PlotLayout(
            PlotAxis.Share($"recall ({names.Positive} images found)"),
            PlotAxis.Share("precision (answers that are right)"));
        var averages = sets.Select((set, index) =>
            $"{PlotText.Figure(curves[index].AveragePrecision)} on {set.Name} (chance: {PlotText.Figure(chances[index])})");
        return new(
            $"Precision and recall: average precision is {PlotText.List([.. averages])}",
            layout.Around([.. ChanceLines(sets, chances), .. series]));
    }

    private static IEnumerable<GenericChart> ChanceLines(IReadOnlyList<Predictions> sets, double[] chances) =>
        chances.Zip(sets).GroupBy(pair => pair.First, pair => pair.Second.Name).Select(group => Series.Reference(
            sets.Count == 1 || chances.Distinct().Count() == 1 ? $"chance ({PlotText.Figure(group.Key)})" : $"chance on {PlotText.List([.. group])}",
            new PlotPoint(0, group.Key),
            new PlotPoint(1, group.Key)));

    // Between two points the figure belongs to the farther one: up or down first, then across.
    private static GenericChart WithSteps(this GenericChart series) => series.WithPart("line", "shape", "vh");

    private static string Article(string word) => word[0] == 'a' ? "an" : "a";

    private static ClassNames NamesOf(IReadOnlyList<Predictions> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Count > 0
            ? ClassNames.Of(sets[0])
            : throw new ArgumentException("A figure needs at least one set of predictions.", nameof(sets));
    }
}
