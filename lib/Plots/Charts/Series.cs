using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace Telltale.Plots;

/// <summary>The series that charts are made of. Points that are not finite are left out: no axis has a place for them.</summary>
internal static class Series
{
    /// <summary>Curves of more points than this are drawn with fewer; see <see cref="Thinned"/>.</summary>
    public const int PointLimit = 2000;

    /// <summary>A line in the style of its position, with markers where its points are few enough to be told apart.</summary>
    public static GenericChart Line(string name, IEnumerable<PlotPoint> points, SeriesStyle style, string hover)
    {
        var drawn = Thinned([.. points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))]);
        return Chart.Line<double, double, string>(
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

    /// <summary>A dotted grey line that says what no skill would give.</summary>
    public static GenericChart Reference(string name, params IEnumerable<PlotPoint> points) => Chart.Line<double, double, string>(
        points.Select(point => point.X),
        points.Select(point => point.Y),
        Name: PlotText.Plain(name),
        LineColor: Color.fromString(SeriesStyle.Neutral),
        LineWidth: 1.5,
        LineDash: StyleParam.DrawingStyle.Dot,
        UseDefaults: false).With("hoverinfo", "name");

    /// <summary>Single marked points.</summary>
    public static GenericChart Points(
        string name, IReadOnlyList<PlotPoint> points, string color, StyleParam.MarkerSymbol symbol, string hover, int size = 9)
    {
        var chart = Chart.Point<double, double, string>(
            points.Select(point => point.X),
            points.Select(point => point.Y),
            Name: PlotText.Plain(name),
            MultiText: new(points.Select(point => PlotText.Plain(point.Text)), true),
            MarkerColor: Color.fromString(color),
            MarkerSymbol: symbol,
            UseDefaults: false);
        return chart.With("hovertemplate", hover).WithPart("marker", "size", size);
    }

    /// <summary>Values as points, each in its row, their intervals as whiskers; an undefined value is left out.</summary>
    public static GenericChart Intervals(string name, IReadOnlyList<IntervalPoint> points, SeriesStyle style)
    {
        var drawn = points.Where(point => double.IsFinite(point.Value)).ToArray();
        return Points(
            name, [.. drawn.Select(point => new PlotPoint(point.Value, point.Row, point.Text))], style.Color, style.Symbol, "%{text}<extra></extra>")
            .With("error_x", Whiskers([.. drawn.Select(point => (point.Value, point.Lower, point.Upper))], style.Color));
    }

    /// <summary>Intervals as plotly.js's error bars; NaN bounds draw none.</summary>
    public static object Whiskers(IReadOnlyList<(double Value, double Lower, double Upper)> intervals, string color) => new
    {
        type = "data",
        symmetric = false,
        array = intervals.Select(interval => Whisker(interval.Upper - interval.Value)),
        arrayminus = intervals.Select(interval => Whisker(interval.Value - interval.Lower)),
        color,
        thickness = 2,
        width = 5,
    };

    /// <summary>Sets any other property of plotly.js's traces.</summary>
    public static GenericChart With(this GenericChart chart, string property, object value)
    {
        foreach (var trace in GenericChart.getTraces(chart))
        {
            trace.SetProperty(property, value);
        }
        return chart;
    }

    /// <summary>Sets a property of a part of plotly.js's traces, such as the size of their marker.</summary>
    public static GenericChart WithPart(this GenericChart chart, string part, string property, object value)
    {
        foreach (var trace in GenericChart.getTraces(chart))
        {
            ((DynamicObj.DynamicObj)trace.GetPropertyValue(part)).SetProperty(property, value);
        }
        return chart;
    }

    /// <summary>
    /// Leaves out points within a thousandth of both axes of the last one kept, which no screen shows apart:
    /// a curve over a million pixels would otherwise weigh fifty megabytes.
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

    private static double Whisker(double length) => double.IsNaN(length) ? 0 : Math.Max(length, 0);

    private static double Extent(IReadOnlyList<PlotPoint> points, Func<PlotPoint, double> of) => points.Max(of) - points.Min(of);
}

/// <summary>A point of a chart and what is said of it when pointed at.</summary>
internal readonly record struct PlotPoint(double X, double Y, string Text = "");

/// <summary>A value with its interval in a row of a chart; bounds are NaN where there is no interval.</summary>
internal readonly record struct IntervalPoint(double Value, double Lower, double Upper, double Row, string Text);
