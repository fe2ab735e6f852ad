using Plotly.NET;
using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>
/// Charts of bias: features that separate the classes, groups on which a detector fails, calibration, and shift of scores.
/// </summary>
/// <example>
/// <code>
/// var validation = new Predictions("validation", [0.1, 0.4, 0.6, 0.9], [false, false, true, true]);
/// var test = new Predictions("test", [0.1, 0.2, 0.3, 0.7], [false, false, true, true]);
/// var shift = BiasPlots.Shift(validation, test);
/// var reliability = BiasPlots.Reliability(validation, test);
/// </code>
/// </example>
public static partial class BiasPlots
{
    /// <summary>
    /// Cumulative distributions of the scores of each class on two sets. Where the two curves of a class differ, its scores have shifted.
    /// </summary>
    /// <param name="validation">At least one scored image.</param>
    /// <param name="test">At least one scored image.</param>
    /// <exception cref="ArgumentException">A set is empty, or the sets have no class in common.</exception>
    public static Chart Shift(Predictions validation, Predictions test)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        var names = ClassNames.Of(test);
        var shifts = Enumerable.Range(0, 2).Select(target => (
                Name: target == 1 ? names.Positive : names.Negative, Style: target == 1 ? SeriesStyle.Positive : SeriesStyle.Negative,
                Before: ScoresOf(validation, target == 1), After: ScoresOf(test, target == 1)))
            .Where(shift => shift.Before.Length > 0 && shift.After.Length > 0).ToArray();
        if (shifts.Length == 0)
        {
            throw new ArgumentException(
                $"'{validation.Name}' and '{test.Name}' have no class in common; there are no scores to compare.", nameof(test));
        }
        var distances = shifts.Select(shift =>
            $"{PlotText.Number(KolmogorovSmirnov.Test(shift.Before, shift.After).Distance)} for {shift.Name} images");
        var layout = new PlotLayout(
            new PlotAxis($"score (higher = more likely {names.Positive})"), PlotAxis.Share("share of the class with at most this score"));
        return new(
            $"Shift of scores from {validation.Name} to {test.Name} (Kolmogorov-Smirnov distance): {PlotText.List([.. distances])}",
            layout.Combine(shifts.SelectMany(shift => new[]
            {
                Cumulative($"{shift.Name}, {validation.Name}", shift.Before, shift.Style with { Dash = StyleParam.DrawingStyle.Dot }),
                Cumulative($"{shift.Name}, {test.Name}", shift.After, shift.Style with { Dash = StyleParam.DrawingStyle.Solid }),
            })));
    }

    private static double[] ScoresOf(Predictions set, bool positive) =>
        [.. set.Scores.Where((_, index) => set.Targets[index] == positive).Order()];

    private static GenericChart Cumulative(string name, double[] sorted, SeriesStyle style) => Series
        .Line(
            name, sorted.Select((score, index) => new PlotPoint(score, (index + 1.0) / sorted.Length)), style,
            "score %{x:.3f}<br>%{y:.1%} have at most this score")
        .WithPart("line", "shape", "hv");
}
