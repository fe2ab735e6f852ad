using Plotly.NET;
using Telltale.Evaluation;
using Telltale.Runtime;
using PlotlyChart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

public static partial class CurvePlots
{
    private const int Bins = 40;

    /// <summary>
    /// Histogram of the scores of each class, as shares of that class so that class imbalance does not matter, with the threshold marked.
    /// Bins are [lower, upper); the last one includes its upper edge.
    /// </summary>
    /// <param name="predictions">At least one scored image.</param>
    /// <param name="threshold">The threshold to mark.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static Chart Scores(Predictions predictions, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        var names = NamesOf([predictions]);
        if (predictions.Count == 0)
        {
            throw new ArgumentException($"'{predictions.Name}' is empty; there are no scores to draw.", nameof(predictions));
        }
        var counts = ConfusionCounts.Of(predictions, threshold);
        var (first, last) = RangeOf(predictions.Scores);
        var layout = new PlotLayout(
            new PlotAxis($"score (higher = more likely {names.Positive})") { Range = (first, last) },
            new PlotAxis("share of the class") { TickFormat = ".0%" })
            .With("barmode", "overlay").With("bargap", 0);
        if (threshold.Value >= first && threshold.Value <= last)
        {
            var isRight = threshold.Value > (first + last) / 2;
            layout.VerticalLine(threshold.Value, $"threshold {PlotText.Short(threshold.Value)}", labelOnLeft: isRight);
        }
        return new(
            $"Scores on {predictions.Name}: at threshold {PlotText.Short(threshold.Value)}, " +
            $"{PlotText.Percent(counts.Recall)} of the {names.Positive} images and " +
            $"{PlotText.Percent(counts.FalsePositiveRate)} of the {names.Negative} images are predicted {names.Positive}",
            layout.Combine(
                Histogram(
                    names.Negative, predictions, target: false, first, last, SeriesStyle.Negative, StyleParam.PatternShape.None),
                Histogram(
                    names.Positive, predictions, target: true, first, last, SeriesStyle.Positive,
                    StyleParam.PatternShape.DiagonalAscending)));
    }

    private static (double First, double Last) RangeOf(double[] scores)
    {
        var (first, last) = (scores.Min(), scores.Max());
        return first >= 0 && last <= 1 ? (0, 1) : first < last ? (first, last) : (first - 0.5, last + 0.5);
    }

    private static GenericChart Histogram(
        string name, Predictions predictions, bool target, double first, double last, SeriesStyle style, StyleParam.PatternShape pattern)
    {
        var width = (last - first) / Bins;
        var counts = new int[Bins];
        foreach (var score in predictions.Scores.Where((_, index) => predictions.Targets[index] == target))
        {
            counts[Math.Min((int)((score - first) / width), Bins - 1)]++;
        }
        var all = Math.Max(counts.Sum(), 1);
        return PlotlyChart.Column<double, double, string>(
            counts.Select(count => (double)count / all),
            Keys: new(Enumerable.Range(0, Bins).Select(bin => first + (bin + 0.5) * width), true),
            Name: $"{name} ({PlotText.Count(counts.Sum())})",
            Opacity: 0.65,
            MultiText: new(counts.Select(count => count.Counted($"{name} image")), true),
            MarkerColor: style.PlotColor,
            MarkerPatternShape: pattern,
            TextPosition: StyleParam.TextPosition.None,
            UseDefaults: false)
            .With("hovertemplate", "score about %{x:.3f}<br>%{y:.1%} of the class<br>%{text}").With("width", width);
    }
}
