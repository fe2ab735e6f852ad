namespace Telltale.Plots;

/// <summary>An axis of a chart.</summary>
/// <param name="Title">What is drawn along it, with its unit.</param>
internal sealed record PlotAxis(string Title)
{
    /// <summary>First and last value; null for what the data need. The first may be the greater.</summary>
    public (double First, double Last)? Range { get; init; }

    /// <summary>How ticks are written, in d3's language, for example <c>.0%</c>; null for as they are.</summary>
    public string? TickFormat { get; init; }

    /// <summary>Names at 0, 1, 2 … in place of numbers; null for numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The share of the figure's height the axis takes, from its bottom; null for all.</summary>
    public (double From, double To)? Domain { get; init; }

    /// <summary>The axis it stands on, in plotly.js's names (<c>y2</c>); null for the first.</summary>
    public string? Anchor { get; init; }

    /// <summary>Ticks at whole numbers only.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>A share in [0, 1], with a little air so that markers at the ends are whole.</summary>
    public static PlotAxis Share(string title) => new(title) { Range = (-0.02, 1.02), TickFormat = ".0%" };

    /// <summary>The axis as plotly.js takes it.</summary>
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
