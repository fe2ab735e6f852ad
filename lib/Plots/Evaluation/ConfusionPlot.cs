using Plotly.NET;
using Plotly.NET.CSharp;
using Telltale.Evaluation;
using Chart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

/// <summary>Right and wrong answers at one threshold.</summary>
public static class ConfusionPlot
{
    /// <summary>A matrix with one row for what images are and one column for what they were taken for; colour is the share of the row.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="negative">What the negative class is called.</param>
    /// <param name="positive">What the positive class is called.</param>
    public static Figure Of(ConfusionCounts counts, string negative = "real", string positive = "synthetic")
    {
        ArgumentNullException.ThrowIfNull(negative);
        ArgumentNullException.ThrowIfNull(positive);
        long[][] cells = [[counts.TrueNegatives, counts.FalsePositives], [counts.FalseNegatives, counts.TruePositives]];
        var shares = cells.Select(row => row.Select(cell => row.Sum() == 0 ? 0 : cell / (double)row.Sum()).ToArray()).ToArray();
        var texts = cells.Zip(shares, (counted, shared) => counted.Zip(shared, Text).ToArray()).ToArray();
        var matrix = Chart.Heatmap<double, int, int, string>(
            shares, X: new([0, 1], true), Y: new([0, 1], true), XGap: 3, YGap: 3, ShowScale: false,
            ColorScale: StyleParam.Colorscale.NewCustom([new(0, Color.fromString("#e4edf3")), new(1, Color.fromString(SeriesStyle.Negative.Color))]),
            UseDefaults: false)
            .With("zmin", 0).With("zmax", 1).With("text", texts).With("texttemplate", "%{text}").With("textfont", new { size = 16 })
            .With("hovertemplate", "%{z:.1%} of the row<extra></extra>");
        var layout = new PlotLayout(
            new PlotAxis("answer") { Categories = [negative, positive] },
            new PlotAxis("truth") { Categories = [negative, positive], Range = (1.5, -0.5) },
            height: 340);
        return new(
            $"Answers: {PlotText.Percent(counts.Recall)} of {PlotText.Count(counts.Positives)} {positive} images are found, " +
            $"{PlotText.Percent(counts.FalsePositiveRate)} of {PlotText.Count(counts.Negatives)} {negative} ones accused; " +
            $"{PlotText.Percent(counts.Accuracy)} of all answers are right",
            layout.Around(matrix));
    }

    private static string Text(long count, double share) => $"{PlotText.Count(count)}<br>{PlotText.Percent(share)}";
}
