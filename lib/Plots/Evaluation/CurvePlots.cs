using Plotly.NET;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>
/// Charts of scores and of metrics over thresholds. Several sets of predictions are drawn in one chart, each with its name.
/// </summary>
/// <example>
/// <code>
/// var predictions = new Predictions("test", [0.2, 0.6, 0.4, 0.9], [false, false, true, true]);
/// var chart = CurvePlots.Roc(predictions);
/// </code>
/// </example>
public static partial class CurvePlots
{
    private const string RocHover = "false positive rate %{x:.1%}<br>true positive rate %{y:.1%}<br>threshold %{text}";
    private const string PrecisionRecallHover = "recall %{x:.1%}<br>precision %{y:.1%}<br>threshold %{text}";

    /// <summary>ROC curves: true positive rate against false positive rate, with the diagonal of chance.</summary>
    /// <param name="sets">At least one set. A set with a single class has no curve, which the title states.</param>
    /// <exception cref="ArgumentException">There are no sets, or one is empty.</exception>
    public static Chart Roc(params IReadOnlyList<Predictions> sets)
    {
        var names = NamesOf(sets);
        var curves = sets.Select(RocCurve.Of).ToArray();
        var series = sets.Select((set, index) => Series.Line(
            $"{set.Name} (AUC {PlotText.Number(curves[index].AreaUnderCurve)})",
            curves[index].Points.Select(point =>
                new PlotPoint(point.FalsePositiveRate, point.TruePositiveRate, PlotText.Short(point.Threshold))),
            SeriesStyle.Of(index), RocHover));
        var layout = new PlotLayout(
            PlotAxis.Share($"false positive rate ({names.Negative} predicted {names.Positive})"),
            PlotAxis.Share($"true positive rate ({names.Positive} predicted {names.Positive})"));
        var ranked = sets.Select((set, index) => curves[index].AreaUnderCurve is var area && double.IsNaN(area)
            ? $"not defined on {set.Name}, which has one class only"
            : $"{PlotText.Percent(area)} {(index == 0 ? "of the time " : "")}on {set.Name} (AUC {PlotText.Number(area)})");
        return new(
            $"ROC: {Article(names.Positive)} {names.Positive} image scores higher than {Article(names.Negative)} {names.Negative} one " +
            $"{PlotText.List([.. ranked])}; chance is 50 %",
            layout.Combine([Series.Reference("chance (AUC 0.500)", new PlotPoint(0, 0), new PlotPoint(1, 1)), .. series]));
    }

    /// <summary>
    /// Precision-recall curves, drawn as the steps whose area is the average precision, with the precision of chance, which is the share of
    /// positives in each set.
    /// </summary>
    /// <param name="sets">At least one set. A set without positives has no curve.</param>
    /// <exception cref="ArgumentException">There are no sets, or one is empty.</exception>
    public static Chart PrecisionRecall(params IReadOnlyList<Predictions> sets)
    {
        var names = NamesOf(sets);
        var curves = sets.Select(PrecisionRecallCurve.Of).ToArray();
        var chances = sets.Select(set => set.Targets.Count(target => target) / (double)set.Count).ToArray();
        var series = sets.Select((set, index) => Series.Line(
            $"{set.Name} (AP {PlotText.Number(curves[index].AveragePrecision)})",
            curves[index].Points.Select(point => new PlotPoint(point.Recall, point.Precision, PlotText.Short(point.Threshold))),
            SeriesStyle.Of(index), PrecisionRecallHover).WithSteps());
        var layout = new PlotLayout(
            PlotAxis.Share($"recall (share of {names.Positive} images predicted {names.Positive})"),
            PlotAxis.Share($"precision (share of {names.Positive} predictions that are correct)"));
        var averages = sets.Select((set, index) =>
            $"{PlotText.Number(curves[index].AveragePrecision)} on {set.Name} (chance: {PlotText.Number(chances[index])})");
        return new(
            $"Precision and recall: average precision is {PlotText.List([.. averages])}",
            layout.Combine([.. ChanceLines(sets, chances), .. series]));
    }

    private static IEnumerable<GenericChart> ChanceLines(IReadOnlyList<Predictions> sets, double[] chances) =>
        chances.Zip(sets).GroupBy(pair => pair.First, pair => pair.Second.Name).Select(group => Series.Reference(
            sets.Count == 1 || chances.Distinct().Count() == 1
                ? $"chance ({PlotText.Number(group.Key)})"
                : $"chance on {PlotText.List([.. group])}",
            new PlotPoint(0, group.Key),
            new PlotPoint(1, group.Key)));

    // Between two points the value is that of the second one: vertical first, then horizontal.
    private static GenericChart WithSteps(this GenericChart series) => series.WithPart("line", "shape", "vh");

    private static string Article(string word) => word[0] is 'a' or 'e' ? "an" : "a";

    private static ClassNames NamesOf(IReadOnlyList<Predictions> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Count > 0
            ? ClassNames.Of(sets[0])
            : throw new ArgumentException("A chart needs at least one set of predictions.", nameof(sets));
    }
}
