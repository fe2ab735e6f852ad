using Plotly.NET;
using Telltale.Evaluation;
using Telltale.Runtime;
using PlotlyChart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

/// <summary>The confusion matrix at one threshold.</summary>
/// <example>
/// <code>
/// var predictions = new Predictions("test", [0.2, 0.6, 0.4, 0.9], [false, false, true, true]);
/// var chart = ConfusionPlot.Of(ConfusionCounts.Of(predictions, Threshold.Fixed(0.5)));
/// </code>
/// </example>
public static class ConfusionPlot
{
    /// <summary>A matrix with one row per true class and one column per predicted class; the colour is the share of the row.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="negative">Name of the negative class.</param>
    /// <param name="positive">Name of the positive class.</param>
    public static Chart Of(ConfusionCounts counts, string negative = "real", string positive = "synthetic")
    {
        ArgumentNullException.ThrowIfNull(negative);
        ArgumentNullException.ThrowIfNull(positive);
        long[][] cells = [[counts.TrueNegatives, counts.FalsePositives], [counts.FalseNegatives, counts.TruePositives]];
        var shares = cells.Select(row => row.Select(cell => row.Sum() == 0 ? 0 : cell / (double)row.Sum()).ToArray()).ToArray();
        var texts = cells.Zip(shares, (counted, shared) => counted.Zip(shared, Text).ToArray()).ToArray();
        var matrix = PlotlyChart.Heatmap<double, int, int, string>(
            shares, X: new([0, 1], true), Y: new([0, 1], true), XGap: 3, YGap: 3, ShowScale: false,
            ColorScale: StyleParam.Colorscale.NewCustom([new(0, Color.fromString("#e4edf3")), new(1, Color.fromString("#8fc1e3"))]),
            UseDefaults: false)
            .With("zmin", 0).With("zmax", 1).With("text", texts).With("texttemplate", "%{text}").With("textfont", new { size = 16,
                color = "#16191d" })
            .With("hovertemplate", "%{z:.1%} of the row<extra></extra>");
        var layout = new PlotLayout(
            new PlotAxis("predicted") { Categories = [negative, positive] },
            new PlotAxis("true") { Categories = [negative, positive], Range = (1.5, -0.5) },
            height: 340);
        return new(
            $"{PlotText.Percent(counts.Accuracy)} of the predictions are correct: {PlotText.Percent(counts.Recall)} of " +
            $"{counts.Positives.Counted($"{positive} image")} and {PlotText.Percent(1 - counts.FalsePositiveRate)} of " +
            $"{counts.Negatives.Counted($"{negative} image")}",
            layout.Combine(matrix));
    }

    private static string Text(long count, double share) => $"{PlotText.Count(count)}<br>{PlotText.Percent(share)}";
}
