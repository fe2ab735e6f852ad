using System.Globalization;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Reads the scores of any detector from a CSV file with the columns <c>path</c> and <c>score</c> and, without a collection, <c>label</c>
/// (real, synthetic, 0 or 1) and optionally <c>source</c> and <c>source_id</c>.
/// </summary>
public static class DetectorScores
{
    private static readonly string[] Needed = ["path", "score"];
    private static readonly string[] Known = ["path", "score", "label", "source", "source_id", "split"];

    /// <summary>Reads scores.</summary>
    /// <param name="path">The CSV file. Its paths may be relative and may use / or \.</param>
    /// <param name="images">
    /// The images that were scored, which provide labels and sources; matched by the ends of paths. Null where the file has labels.
    /// </param>
    /// <param name="name">Name of the predictions; null for the file's name.</param>
    /// <returns>
    /// One prediction per line, in the order of the lines. Calibration needs scores in [0, 1]; other metrics accept any range.
    /// </returns>
    /// <exception cref="ManifestException">
    /// A column is missing, a value is invalid, or an image occurs twice or is not in the collection; the message gives file and line.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// Images of the collection have no score; ignoring them would favour a detector that fails on them.
    /// </exception>
    public static Predictions Read(string path, ImageCollection? images = null, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Path.GetFullPath(path);
        if (images is null && File.Exists(file) && !ManifestTable.HasColumns(file, ["label"]))
        {
            throw new ManifestException(file, 1, "the column 'label' is missing",
                "Add it (real or synthetic), or pass the collection of the images.");
        }
        var match = images is null ? null : new PathMatch<ImageRecord>(images, record => record.Path, extensions: true);
        var (items, lines) = (new List<Prediction>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var row in ManifestTable.Rows(file, Needed, Known))
        {
            var record = match is null ? row.ToRecord() : Found(row, match);
            if (!lines.TryAdd(record.Path, row.Line))
            {
                throw row.Error($"'{record.Path}' is already on line {lines[record.Path]}", "Remove one of the lines.");
            }
            items.Add(new(record, Score(row)));
        }
        RefuseMissing(file, images, lines);
        return new(name ?? Path.GetFileNameWithoutExtension(file), items);
    }

    private static double Score(ManifestRow row) =>
        double.TryParse(row.Required("score"), NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && double.IsFinite(score)
            ? score
            : throw row.Error($"the score '{row.Required("score")}' is not a finite number",
                "Write it as 0.25, with a point, or remove the line.");

    private static ImageRecord Found(ManifestRow row, PathMatch<ImageRecord> match) => match.Find(row.Required("path")) switch
    {
        [var only] => only,
        [] => throw row.Error($"no image of the collection is called '{row.Required("path")}'",
            "Correct the path, or pass the collection that contains it."),
        var several => throw row.Error(
            $"'{row.Required("path")}' may be {several[0].Path} or {several[1].Path}",
            "Write a longer path, so that its end matches one image only."),
    };

    private static void RefuseMissing(string file, ImageCollection? images, Dictionary<string, int> lines)
    {
        var missing = images?.Where(record => !lines.ContainsKey(record.Path)).Select(record => record.Path).ToArray() ?? [];
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                $"{file} scores {lines.Count.Invariant("N0")} of the {images!.Count.Invariant("N0")} images of '{images.Name}'; " +
                $"{missing.Length.Invariant("N0")} are missing, such as {missing[0]}. " +
                "Score them, or pass only the images that were to be scored.");
        }
    }
}
