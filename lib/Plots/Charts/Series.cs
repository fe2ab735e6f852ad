using Plotly.NET;
using PlotlyChart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

/// <summary>Series of a chart. Points that are not finite are skipped.</summary>
internal static class Series
{
    /// <summary>Curves with more points than this are thinned; see <see cref="Thinned"/>.</summary>
    public const int PointLimit = 2000;

    /// <summary>A line, with markers if it has at most 20 points.</summary>
    public static GenericChart Line(string name, IEnumerable<PlotPoint> points, SeriesStyle style, string hover)
    {
        var drawn = Thinned([.. points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))]);
        return PlotlyChart.Line<double, double, string>(
            drawn.Select(point => point.X),
            drawn.Select(point => point.Y),
            ShowMarkers: drawn.Count <= 20,
            Name: PlotText.Plain(name),
            MultiText: new(drawn.Select(point => PlotText.Plain(point.Text)), true),
            LineColor: style.PlotColor,
            LineWidth: 2.0,
            LineDash: style.Dash,
            MarkerColor: style.PlotColor,
            MarkerSymbol: style.Symbol,
            UseDefaults: false).With("hovertemplate", hover);
    }

    /// <summary>A dotted grey reference line, for example the value of chance.</summary>
    public static GenericChart Reference(string name, params IEnumerable<PlotPoint> points) => PlotlyChart.Line<double, double, string>(
        points.Select(point => point.X),
        points.Select(point => point.Y),
        Name: PlotText.Plain(name),
        LineColor: Color.fromString(SeriesStyle.Neutral),
        LineWidth: 1.5,
        LineDash: StyleParam.DrawingStyle.Dot,
        UseDefaults: false).With("hoverinfo", "name");

    /// <summary>Points without a line.</summary>
    public static GenericChart Points(
        string name, IReadOnlyList<PlotPoint> points, string color, StyleParam.MarkerSymbol symbol, string hover, int size = 9)
    {
        var chart = PlotlyChart.Point<double, double, string>(
            points.Select(point => point.X),
            points.Select(point => point.Y),
            Name: PlotText.Plain(name),
            MultiText: new(points.Select(point => PlotText.Plain(point.Text)), true),
            MarkerColor: Color.fromString(color),
            MarkerSymbol: symbol,
            UseDefaults: false);
        return chart.With("hovertemplate", hover).WithPart("marker", "size", size);
    }

    /// <summary>Values as points, one per row, with their intervals as error bars; undefined values are skipped.</summary>
    public static GenericChart Intervals(string name, IReadOnlyList<IntervalPoint> points, SeriesStyle style)
    {
        var drawn = points.Where(point => double.IsFinite(point.Value)).ToArray();
        return Points(
            name, [.. drawn.Select(point => new PlotPoint(point.Value, point.Row, point.Text))],
            style.Color, style.Symbol, "%{text}<extra></extra>")
            .With("error_x", ErrorBars([.. drawn.Select(point => (point.Value, point.Lower, point.Upper))], style.Color));
    }

    /// <summary>Intervals as error bars of plotly.js; none for NaN bounds.</summary>
    public static object ErrorBars(IReadOnlyList<(double Value, double Lower, double Upper)> intervals, string color) => new
    {
        type = "data",
        symmetric = false,
        array = intervals.Select(interval => BarLength(interval.Upper - interval.Value)),
        arrayminus = intervals.Select(interval => BarLength(interval.Value - interval.Lower)),
        color,
        thickness = 2,
        width = 5,
    };

    /// <summary>Sets any other property of the plotly.js traces.</summary>
    public static GenericChart With(this GenericChart chart, string property, object value)
    {
        foreach (var trace in GenericChart.getTraces(chart))
        {
            trace.SetProperty(property, value);
        }
        return chart;
    }

    /// <summary>Sets a nested property of the plotly.js traces, such as the size of the marker.</summary>
    public static GenericChart WithPart(this GenericChart chart, string part, string property, object value)
    {
        foreach (var trace in GenericChart.getTraces(chart))
        {
            ((DynamicObj.DynamicObj)trace.GetPropertyValue(part)).SetProperty(property, value);
        }
        return chart;
    }

    /// <summary>
    /// Drops points that are within a thousandth of both axes of the last one kept, a difference that no screen shows. A curve over a
    /// million pixels would otherwise take fifty megabytes.
    /// </summary>
    internal static IReadOnlyList<PlotPoint> Thinned(IReadOnlyList<PlotPoint> points)
    {
        if (points.Count <= PointLimit)
        {
            return points;
        }
        var (stepX, stepY) = (Extent(points, point => point.X) / 1000, Extent(points, point => point.Y) / 1000);
        var kept = new List<PlotPoint> { points[0] };
        foreach (var point in points.Skip(1).SkipLast(1))
        {
            if (Math.Abs(point.X - kept[^1].X) >= stepX || Math.Abs(point.Y - kept[^1].Y) >= stepY)
            {
                kept.Add(point);
            }
        }
        kept.Add(points[^1]);
        return kept;
    }

    private static double BarLength(double length) => double.IsNaN(length) ? 0 : Math.Max(length, 0);

    private static double Extent(IReadOnlyList<PlotPoint> points, Func<PlotPoint, double> of) => points.Max(of) - points.Min(of);
}

/// <summary>A point of a chart and its hover text.</summary>
internal readonly record struct PlotPoint(double X, double Y, string Text = "");

/// <summary>A value and its interval in a row of a chart; the bounds are NaN if there is no interval.</summary>
internal readonly record struct IntervalPoint(double Value, double Lower, double Upper, double Row, string Text);
