using System.Globalization;
using Spectre.Console;
using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Growth;
using Telltale.Plots;

namespace Telltale.Benchmarks;

/// <summary>How processor time and memory grow with the number of rows: a table and a chart.</summary>
internal static class GrowthVerb
{
    private const int Fewest = 1_000, Most = 1_000_000, Decade = 10;

    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(async stop =>
    {
        var (works, most, output) = Parse(arguments);
        int[] sizes = [.. new[] { Fewest, 10_000, 100_000, Most }.Where(size => size <= most)];
        Console.WriteLine(Machine.This);
        var table = new Table().Border(TableBorder.Markdown).AddColumn("work");
        table.AddColumns([.. sizes.Select(size => $"{size:N0} rows"), "exponent of time", "of memory"]);
        var measured = new Dictionary<string, GrowthResult[]>();
        foreach (var work in works)
        {
            var results = measured[work] = new GrowthResult[sizes.Length];
            for (var index = 0; index < sizes.Length; index++)
            {
                results[index] = await GrowthProcess.MeasureAsync(work, sizes[index], stop);
                await Console.Error.WriteLineAsync($"{work}, {sizes[index]:N0} rows: {Cell(results[index])}");
            }
            table.AddRow([
                work, .. results.Select(Cell), Exponent(results, result => result.Seconds), Exponent(results, result => result.Own)]);
        }
        Verb.Write(table);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        await File.WriteAllTextAsync(
            output, $"<!DOCTYPE html><meta charset=\"utf-8\">{PlotlyScript.Element}{Drawn(sizes, measured)}", stop);
        Console.WriteLine($"Chart: {Path.GetFullPath(output)}");
    });

    private static (IReadOnlyList<string> Works, int Most, string Output) Parse(string[] arguments)
    {
        var (works, most, output) = (new List<string>(), Most, "artifacts/growth.html");
        foreach (var pair in arguments.Chunk(2))
        {
            switch (pair)
            {
                case ["--work", var work] when GrowthWork.Names.Contains(work): works.Add(work); break;
                case ["--rows", var rows] when int.TryParse(rows, CultureInfo.InvariantCulture, out most) && most >= Fewest: break;
                case ["--output", var file]: output = file; break;
                default: throw new ArgumentException($"'{string.Join(' ', pair)}' is no option of growth, or not a value that it takes.");
            }
        }
        return (works.Count > 0 ? works : [.. GrowthWork.Names], most, output);
    }

    private static string Cell(GrowthResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:0.##} s, {result.Megabytes:N0} MB");

    private static string Exponent(GrowthResult[] results, Func<GrowthResult, double> of) =>
        results is [.., var before, var last] ? Math.Log(of(last) / of(before), Decade).ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static string Drawn(int[] sizes, Dictionary<string, GrowthResult[]> measured)
    {
        string Of(string what, Func<GrowthResult, double> value) => ChartHtml.Of(new Chart(
            $"{what} against the number of rows, both as powers of ten",
            new PlotLayout(new PlotAxis("rows, 10^x"), new PlotAxis($"{what}, 10^x")).Combine(measured.Select((work, index) => Series.Line(
                work.Key, sizes.Zip(work.Value, (rows, result) => new PlotPoint(Math.Log10(rows), Math.Log10(value(result)))),
                SeriesStyle.Of(index), "10^%{x}: 10^%{y:.2f}")))));
        return Of("seconds of processor time", result => result.Seconds) + Of("MB", result => result.Megabytes);
    }
}
