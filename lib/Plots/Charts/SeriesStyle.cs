using Plotly.NET;

namespace Telltale.Plots;

/// <summary>
/// How a series looks. Colours are those of Okabe and Ito (Color Universal Design, 2008), of which orange and sky blue are darkened:
/// every one stands out at 3 : 1 or more from white and from a dark editor's #1e1e1e. Dash and symbol tell series apart without colour.
/// </summary>
internal sealed record SeriesStyle(string Color, StyleParam.DrawingStyle Dash, StyleParam.MarkerSymbol Symbol)
{
    /// <summary>Grid lines: present, never in the way.</summary>
    public const string Grid = "rgba(127,127,127,0.25)";

    /// <summary>Text and references, half-way between the two backgrounds: 4 : 1 on either.</summary>
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

    /// <summary>The negative class (real, authentic), in every figure.</summary>
    public static SeriesStyle Negative => Styles[0];

    /// <summary>The positive class (synthetic, edited), in every figure.</summary>
    public static SeriesStyle Positive => Styles[1];

    /// <summary>Number of styles before they repeat.</summary>
    public static int Count => Styles.Length;

    /// <summary>The style of a series by its position.</summary>
    public static SeriesStyle Of(int index) => Styles[index % Styles.Length];

    /// <summary>The colour as Plotly.NET takes it.</summary>
    public Color PlotColor => Plotly.NET.Color.fromString(Color);
}
