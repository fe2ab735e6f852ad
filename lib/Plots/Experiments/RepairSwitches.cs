using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>A switch for each change of a replay; what is switched on is compared with the published configuration.</summary>
internal static class RepairSwitches
{
    /// <summary>The chart.</summary>
    /// <param name="metric">The metric drawn; its values lie in [0, 1].</param>
    /// <param name="tests">The names of the tests.</param>
    /// <param name="rows">The configurations that were trained, the published one among them: a value per test and seed.</param>
    /// <exception cref="ArgumentException">The published configuration is absent, or no other one is there.</exception>
    public static InteractiveChart Of(Metric metric, IReadOnlyList<string> tests, IReadOnlyList<Row> rows)
    {
        var published = rows.FirstOrDefault(row => row.Changes == DetectorChange.AsPublished);
        if (published is null || rows.Count < 2)
        {
            throw new ArgumentException("Switches compare other configurations with the one as published; run the replay with both.",
                nameof(rows));
        }
        DetectorChange[] changes = [.. DetectorChanges.Cures.Append(DetectorChange.MismatchedNormalization)
            .Where(change => rows.Any(row => row.Changes.HasFlag(change)))];
        var start = rows.MaxBy(row => DetectorChanges.Cures.Count(cure => row.Changes.HasFlag(cure)))!;
        string Last(Row row) => $"{PlotText.Number(row.Values[^1].Average())} {row.Changes.Name()}";
        var title = $"{metric} on {tests[^1]}, {PlotText.Means(published.Values[^1].Count)}: {Last(published)}, {Last(start)}. "
            + "Switch each change on and off";
        return new(title, InteractiveHtml.Of(title, Content(metric, tests, changes, start.Changes), "repairs.js", new
        {
            Metric = metric.ToString(),
            Tests = tests,
            Start = (int)start.Changes,
            Colours = new[] { SeriesStyle.Neutral, SeriesStyle.Of(0).Color },
            Configurations = rows.Select(row => new
            {
                Changes = (int)row.Changes,
                Name = row.Changes.Name(),
                Results = row.Values.Select((values, test) => Result(values, published.Values[test])),
            }),
        }));
    }

    private static object Result(IReadOnlyList<double> values, IReadOnlyList<double> published)
    {
        var (spread, difference) = (Spread.Of(values), Spread.Of(values.Zip(published, (with, without) => with - without)));
        return new
        {
            spread.Mean,
            Lower = spread.Interval?.Lower,
            Upper = spread.Interval?.Upper,
            Seeds = values,
            Text = PlotText.Number(spread.Mean) + (spread.Interval is { } mean ? $" {PlotText.Interval(mean.Lower, mean.Upper)}" : ""),
            Difference = TextTable.Signed(difference),
        };
    }

    private static string Content(Metric metric, IReadOnlyList<string> tests, DetectorChange[] changes, DetectorChange start)
    {
        var switches = changes.Select(change =>
            $"""<label><input type="checkbox" value="{(int)change}"> {PlotText.Html(change.Name())}</label>""");
        var buttons = new[] { DetectorChange.AsPublished, start }.Select(preset =>
            $"""<button type="button" value="{(int)preset}">{PlotText.Html(preset.Name())}</button>""");
        var drawings = tests.Select(test => $"""
            <p style="margin:.6em 0 .1em">{PlotText.Html(test)}</p>
            <svg viewBox="0 0 400 100" preserveAspectRatio="none" role="img" style="height:5em"
              aria-label="{PlotText.Html($"{metric} on {test}: as published above, with the switched-on changes below")}"></svg>
            """);
        var rows = tests.Select(test => $"""<tr><th scope="row">{PlotText.Html(test)}</th><td></td><td></td><td></td></tr>""");
        return $"""
            <fieldset><legend>changes to the published detector</legend>
            {string.Join('\n', switches)}
            {string.Join('\n', buttons)}
            </fieldset>
            {string.Join('\n', drawings)}
            <p style="display:flex;justify-content:space-between;gap:.5em;margin:.1em 0"><span>0</span>
            <span>{PlotText.Html(metric.ToString())}; the line is 0.5</span><span>1</span></p>
            <p style="margin:.1em 0">Grey, above: as published. Blue, below: with the changes. Large dot: mean; bar: its 95 % interval
            over the seeds; small dots: seeds.</p>
            <table><thead><tr><th scope="col">{PlotText.Html(metric.ToString())}</th><th scope="col">as published</th>
            <th scope="col" data-part="chosen"></th><th scope="col">difference</th></tr></thead>
            <tbody>{string.Concat(rows)}</tbody></table>
            <p data-part="said" aria-live="polite"></p>
            """;
    }

    /// <summary>A configuration that was trained.</summary>
    /// <param name="Changes">What it changes.</param>
    /// <param name="Values">For each test, a value for each seed, in the same order in all configurations.</param>
    internal sealed record Row(DetectorChange Changes, IReadOnlyList<IReadOnlyList<double>> Values);
}
