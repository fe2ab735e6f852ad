using Telltale.Bias;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>Charts of attribution maps and of the deletion test that checks them.</summary>
public static class AttributionPlots
{
    private const int Columns = 4;

    /// <summary>
    /// Each image as the network sees it, and beside it the attribution map over a grey copy: bright where there is evidence for synthetic,
    /// dark where there is none or evidence against it. Each map is scaled from 0 to its largest value.
    /// </summary>
    /// <param name="maps">Attribution maps.</param>
    public static ImageGrid HeatMaps(params IReadOnlyList<AttributionMap> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return ImageGrid.Of(
            maps.SelectMany(map => new[] { map.Image, Painted(map) }),
            maps.SelectMany(map => new[]
            {
                $"{map.Record.Label.ToString().ToLowerInvariant()}: {map.Record.Source}, score {PlotText.Number(map.Score)}",
                map.Values.ToArray().Any(value => value > 0)
                    ? $"{map.Method}: bright = evidence for synthetic"
                    : $"{map.Method}: no evidence for synthetic",
            }),
            Columns);
    }

    /// <summary>The mean score as parts of the images are removed, in the order of their maps and in random order.</summary>
    /// <param name="tests">At least one test, for example one per method.</param>
    /// <exception cref="ArgumentException">There are no tests.</exception>
    public static Chart Deletion(params IReadOnlyList<DeletionTest> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        if (tests.Count == 0)
        {
            throw new ArgumentException("A chart needs at least one deletion test.", nameof(tests));
        }
        const string Hover = "%{x:.0%} removed<br>score %{y:.3f}";
        var series = tests.SelectMany((test, index) => new[]
        {
            Series.Line(
                $"{test.Curves[0].Map.Method} ({PlotText.Number(test.GuidedArea)})", Means(test, curve => curve.Guided),
                SeriesStyle.Of(index), Hover),
            Series.Line(
                $"random order ({PlotText.Number(test.RandomArea)})", Means(test, curve => curve.Random),
                SeriesStyle.Of(index) with { Color = SeriesStyle.Neutral }, Hover),
        });
        var results = tests.Select(test =>
            $"{PlotText.Number(test.GuidedArea)} in the order of {test.Curves[0].Map.Method} and " +
            $"{PlotText.Number(test.RandomArea)} in random order");
        return new(
            $"Deletion test on {tests[0].Curves.Count.Counted("image")}: the mean score is {PlotText.Number(tests[0].Start)} " +
            $"at first and, averaged over the deletion, {PlotText.List([.. results])} (lower is better)",
            new PlotLayout(
                PlotAxis.Share("share of the image removed"),
                new PlotAxis("mean score (higher = more likely synthetic)") { Range = (-0.02, 1.02) }).Combine(series));
    }

    private static IEnumerable<PlotPoint> Means(DeletionTest test, Func<DeletionCurve, IReadOnlyList<double>> of) =>
        test.Removed.Select((removed, step) => new PlotPoint(removed, test.Curves.Average(curve => of(curve)[step])));

    /// <summary>A grey copy of the image under its map.</summary>
    internal static RgbImage Painted(AttributionMap map)
    {
        var (picture, values) = (new RgbImage(map.Image.Width, map.Image.Height), map.Values.ToArray());
        var most = Math.Max(1e-12, values.Max());
        for (var i = 0; i < values.Length; i++)
        {
            var from = map.Image.Pixels.AsSpan(3 * i, 3);
            var to = picture.Pixels.AsSpan(3 * i, 3);
            var grey = (299 * from[0] + 587 * from[1] + 114 * from[2]) / 1000;
            var (red, green, blue) = Cividis.Of(values[i] / most);
            (to[0], to[1], to[2]) = (Mixed(red, grey), Mixed(green, grey), Mixed(blue, grey));
        }
        return picture;
    }

    private static byte Mixed(byte colour, int grey) => (byte)((2 * colour + grey) / 3);
}
