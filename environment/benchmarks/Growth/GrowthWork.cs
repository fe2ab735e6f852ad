using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Benchmarks.Growth;

/// <summary>What is measured: a name, and what prepares the rows and returns the work.</summary>
internal sealed record GrowthWork(string Name, Func<int, string, Func<object>> Prepare)
{
    // Time is proportional to their number; so many serve to compare sizes.
    private const int Resamples = 100;

    private const int RowsPerBlock = 2_048;

    /// <summary>All works; they are given the number of rows, and a folder of their own.</summary>
    public static IReadOnlyList<GrowthWork> All { get; } =
    [
        new("manifest", (rows, folder) =>
        {
            var file = Written(folder, "path,label,source", rows, row => row % 2 == 0 ? "real,source" : "fake,source");
            return () => ManifestBlocks.Open(file).Read(RowsPerBlock, Enumerable.Range(0, rows / RowsPerBlock + 1).ToHashSet())
                .Sum(block => block.Records.Count);
        }),
        new("matching", (rows, folder) =>
        {
            var (file, images) = (Written(folder, "path,score", rows, row => $"0.{row % 1000:D3}"), GrowthRows.Images(rows));
            return () => DetectorScores.Read(file, images);
        }),
        new("near-duplicates", (rows, _) =>
        {
            var measured = GrowthRows.Measured(GrowthRows.Images(rows));
            return () => NearDuplicates.Of(measured, NearDuplicates.DefaultDistance, CancellationToken.None);
        }),
        new("bootstrap", (rows, _) =>
        {
            var scores = GrowthRows.Scores(rows);
            return () => DetectionReport.Of(scores, Threshold.Fixed(0.5), Resamples);
        }),
        new("groups", (rows, _) =>
        {
            var scores = GrowthRows.Scores(rows);
            return () => BiasReport.ByGroup(scores, record => record.Source, Threshold.Fixed(0.5), Resamples);
        }),
        new("audit", (rows, _) =>
        {
            var images = GrowthRows.Images(rows);
            var (measured, options) = (GrowthRows.Measured(images), new ShortcutAuditOptions { Resamples = Resamples });
            return () => ShortcutAudit.Of(images, measured, options, null, CancellationToken.None);
        }),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(work => work.Name);

    private static string Written(string folder, string header, int rows, Func<int, string> columns)
    {
        var file = Path.Combine(folder, "rows.csv");
        File.WriteAllLines(file, Enumerable.Range(0, rows).Select(row => $"{GrowthRows.Name(row)},{columns(row)}").Prepend(header));
        return file;
    }
}
