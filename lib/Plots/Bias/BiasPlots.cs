using Plotly.NET;
using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>Figures of the bias laboratory: what tells classes apart, where a detector fails, and how its scores moved.</summary>
public static partial class BiasPlots
{
    /// <summary>
    /// The scores of each class on two sets as cumulative shares: where the curves of one class lie apart, its scores have shifted.
    /// </summary>
    /// <param name="validation">At least one scored image.</param>
    /// <param name="test">At least one scored image.</param>
    /// <exception cref="ArgumentException">A set is empty, or the sets have no class in common.</exception>
    public static Figure Shift(Predictions validation, Predictions test)
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
            throw new ArgumentException($"'{validation.Name}' and '{test.Name}' have no class in common: there is no shift to draw.", nameof(test));
        }
        var distances = shifts.Select(shift =>
            $"by {PlotText.Figure(KolmogorovSmirnov.Test(shift.Before, shift.After).Distance)} for {shift.Name} images");
        var layout = new PlotLayout(new PlotAxis($"score ({names.Positive} the higher)"), PlotAxis.Share("share of the class that scores lower"));
        return new(
            $"Shift from {validation.Name} to {test.Name}: the shares below a score part {PlotText.List([.. distances])} at most; 0 is no shift",
            layout.Around(shifts.SelectMany(shift => new[]
            {
                Cumulative($"{shift.Name}, {validation.Name}", shift.Before, shift.Style with { Dash = StyleParam.DrawingStyle.Dot }),
                Cumulative($"{shift.Name}, {test.Name}", shift.After, shift.Style with { Dash = StyleParam.DrawingStyle.Solid }),
            })));
    }

    private static double[] ScoresOf(Predictions set, bool positive) =>
        [.. set.Scores.Where((_, index) => set.Targets[index] == positive).Order()];

    private static GenericChart Cumulative(string name, double[] sorted, SeriesStyle style) => Series
        .Line(name, sorted.Select((score, index) => new PlotPoint(score, (index + 1.0) / sorted.Length)), style, "score %{x:.3f}<br>%{y:.1%} lie lower or there")
        .WithPart("line", "shape", "hv");
}
