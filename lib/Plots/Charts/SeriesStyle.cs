using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// Colour, dash and symbol of a series. The colours are those of Okabe and Ito (Color Universal Design, 2008), with orange and sky blue
/// darkened: each has a contrast of at least 3 : 1 to white and to a dark editor's #1e1e1e. Dash and symbol distinguish series without
/// colour.
/// </summary>
internal sealed record SeriesStyle(string Color, StyleParam.DrawingStyle Dash, StyleParam.MarkerSymbol Symbol)
{
    /// <summary>Grid lines.</summary>
    public const string Grid = "rgba(127,127,127,0.25)";

    /// <summary>Text and reference lines: a contrast of 4 : 1 on light and dark backgrounds.</summary>
    public const string Neutral = "#7f7f7f";

    private static readonly SeriesStyle[] Styles =
    [
        new("#0072b2", StyleParam.DrawingStyle.Solid, StyleParam.MarkerSymbol.Circle),
        new("#d55e00", StyleParam.DrawingStyle.Dash, StyleParam.MarkerSymbol.Square),
        new("#009e73", StyleParam.DrawingStyle.DashDot, StyleParam.MarkerSymbol.Diamond),
        new("#cc79a7", StyleParam.DrawingStyle.LongDash, StyleParam.MarkerSymbol.TriangleUp),
        new("#b47a00", StyleParam.DrawingStyle.LongDashDot, StyleParam.MarkerSymbol.X),
        new("#3e96cc", StyleParam.DrawingStyle.Dash, StyleParam.MarkerSymbol.Star),
    ];

    /// <summary>The negative class (real, authentic) in every chart.</summary>
    public static SeriesStyle Negative => Styles[0];

    /// <summary>The positive class (synthetic, edited) in every chart.</summary>
    public static SeriesStyle Positive => Styles[1];

    /// <summary>Number of different styles.</summary>
    public static int Count => Styles.Length;

    /// <summary>The style of the series at an index.</summary>
    public static SeriesStyle Of(int index) => Styles[index % Styles.Length];

    /// <summary>The colour as a Plotly.NET colour.</summary>
    public Color PlotColor => Plotly.NET.Color.fromString(Color);
}
