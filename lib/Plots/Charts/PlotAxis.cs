namespace Telltale.Plots;

/// <summary>An axis of a chart.</summary>
/// <param name="Title">The quantity along the axis, with its unit.</param>
internal sealed record PlotAxis(string Title)
{
    /// <summary>First and last value; null fits the data. The first may be the larger.</summary>
    public (double First, double Last)? Range { get; init; }

    /// <summary>d3 format of the ticks, for example <c>.0%</c>; null for the default.</summary>
    public string? TickFormat { get; init; }

    /// <summary>Labels of the ticks 0, 1, 2 …; null for numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The part of the chart's height that the axis spans, from the bottom; null for all.</summary>
    public (double From, double To)? Domain { get; init; }

    /// <summary>The axis to which this one is anchored, as plotly.js names it (<c>y2</c>); null for the first.</summary>
    public string? Anchor { get; init; }

    /// <summary>Ticks at whole numbers only.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>A share in [0, 1], with a margin so that markers at the ends are not clipped.</summary>
    public static PlotAxis Share(string title) => new(title) { Range = (-0.02, 1.02), TickFormat = ".0%" };

    /// <summary>The axis as a plotly.js object.</summary>
    public Dictionary<string, object> ToPlotly()
    {
        var axis = new Dictionary<string, object>
        {
            ["type"] = "linear",
            ["title"] = new { text = PlotText.Plain(Title), standoff = 8 },
            ["automargin"] = true,
            ["gridcolor"] = SeriesStyle.Grid,
            ["linecolor"] = SeriesStyle.Neutral,
            ["zeroline"] = false,
        };
        Add(axis, "range", Range is { } range ? new[] { range.First, range.Last } : null);
        Add(axis, "tickformat", TickFormat);
        Add(axis, "domain", Domain is { } domain ? new[] { domain.From, domain.To } : null);
        Add(axis, "anchor", Anchor);
        Add(axis, "showgrid", Categories is null ? null : false);
        Add(axis, "tickvals", Categories?.Select((_, index) => index));
        Add(axis, "ticktext", Categories?.Select(PlotText.Plain));
        Add(axis, "tickformat", WholeNumbers ? "d" : null);
        // A short axis would otherwise get ticks between the whole numbers, labelled alike.
        Add(axis, "dtick", WholeNumbers && Range is { } few && Math.Abs(few.Last - few.First) <= 10 ? 1 : null);
        return axis;
    }

    private static void Add(Dictionary<string, object> axis, string name, object? value)
    {
        if (value is not null)
        {
            axis[name] = value;
        }
    }
}
