using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Reads the scores of any detector from a CSV file with the columns <c>path</c> and <c>score</c> and, without a collection, <c>label</c>
/// (real, synthetic, 0 or 1) and optionally <c>source</c> and <c>source_id</c>. docs/data.md lists what else is understood.
/// </summary>
public static class DetectorScores
{
    private static readonly string[] Needed = ["path", "score"];
    private static readonly string[] Known = ["path", "score", "label", "source", "source_id", "split", "detector"];

    /// <summary>Reads the scores of one detector.</summary>
    /// <param name="path">The CSV file. Its paths may be relative and may use / or \.</param>
    /// <param name="images">
    /// The images that were scored, which provide labels and sources; matched by the ends of paths. Null where the file has labels.
    /// </param>
    /// <param name="name">Name of the predictions; null for the file's name.</param>
    /// <param name="csv">Names of its columns and labels, where they are not the kit's; null for none.</param>
    /// <param name="scale">
    /// What the scores are; null for what the name of their column says (<c>prob</c>, <c>logit</c>, <c>percent</c>), else what their
    /// values say (<see cref="ScoreScale.Of"/>).
    /// </param>
    /// <returns>One prediction per line, in the order of the lines. Percentages become probabilities; logits are kept.</returns>
    /// <exception cref="ManifestException">
    /// A column is missing, a value is invalid, an image occurs twice or is not in the collection, or its label contradicts the
    /// collection or a class folder of its path; the message gives file and line.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// Images of the collection have no score; ignoring them would favour a detector that fails on them.
    /// </exception>
    public static Predictions Read(string path, ImageCollection? images = null, string? name = null, CsvOptions? csv = null,
        ScoreScale? scale = null) => Read(path, images, name, csv ?? new(), scale, detector: null);

    /// <summary>Reads the scores of several detectors from one file.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="images">The images that were scored; null where the file has labels.</param>
    /// <param name="columns">
    /// The columns that hold scores, one per detector; null where each row is of one detector, named in the column <c>detector</c>.
    /// </param>
    /// <param name="csv">Names of other columns and labels, where they are not the kit's; null for none.</param>
    /// <param name="scale">What the scores of all detectors are; null for what each column says.</param>
    /// <returns>The predictions of each detector, named after it, in the order of the columns or of first occurrence.</returns>
    /// <exception cref="ManifestException">As for reading one detector.</exception>
    /// <exception cref="ArgumentException">Images of the collection have no score from one of the detectors.</exception>
    public static IReadOnlyList<Predictions> ReadSeveral(
        string path, ImageCollection? images = null, IReadOnlyList<string>? columns = null, CsvOptions? csv = null,
        ScoreScale? scale = null)
    {
        var options = csv ?? new();
        return columns is not null
            ? [.. columns.Select(column => Read(path, images, column, options.Naming("score", column), scale, detector: null))]
            : [.. Detectors(Path.GetFullPath(path), options).Select(detector => Read(path, images, detector, options, scale, detector))];
    }

    private static string[] Detectors(string file, CsvOptions csv) =>
        [.. ManifestTable.Rows(file, [.. Needed, "detector"], Known, csv).Select(row => row.Required("detector")).Distinct()];

    private static Predictions Read(string path, ImageCollection? images, string? name, CsvOptions csv, ScoreScale? scale, string? detector)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Path.GetFullPath(path);
        var match = images is null ? null : new PathMatch<ImageRecord>(images, record => record.Path, extensions: true);
        var (items, scores) = (new List<Prediction>(), new ScoreReading(csv, scale));
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in ManifestTable.Rows(file, Needed, Known, csv))
        {
            if (detector is not null && row.Required("detector") != detector)
            {
                continue;
            }
            var record = match is null ? Labelled(row) : Found(row, match);
            if (!lines.TryAdd(record.Path, row.Line))
            {
                throw row.Error($"'{record.Path}' is already on line {lines[record.Path]}",
                    row.NameOf("detector") is null || detector is not null ? "Remove one of the lines."
                        : "If the file holds several detectors, use DetectorScores.ReadSeveral; otherwise remove one of the lines.");
            }
            items.Add(new(record, scores.Read(row)));
        }
        if (items.Count == 0)
        {
            throw Manifest.NoRows(file);
        }
        RefuseMissing(file, images, lines);
        var stated = scores.Scale ?? ScoreScale.Of(items.Select(item => item.Score));
        return new(name ?? Path.GetFileNameWithoutExtension(file), items) { Scale = stated };
    }

    private static ImageRecord Labelled(ManifestRow row) => row.NameOf("label") is not null ? row.ToRecord() : throw row.Error(
        $"the column 'label' is missing; found: {row.Columns}",
        "Add it (real or synthetic), pass the collection of the images, or name the column: "
        + "CsvOptions { Columns = { [\"label\"] = \"…\" } }, or TELLTALE_SCORE_COLUMNS='label=…'.");

    private static ImageRecord Found(ManifestRow row, PathMatch<ImageRecord> match)
    {
        var path = row.Required("path");
        var record = match.Find(path) switch
        {
            [var only] => only,
            [] => throw row.Error($"no image of the collection is called '{path}'",
                "Correct the path, or pass the collection that contains it."),
            var several => throw row.Error(
                $"'{path}' may be {several[0].Path} or {several[1].Path}",
                "Write a longer path, so that its end matches one image only."),
        };
        row.RefuseContradiction(record.Label, $"in the collection, where the image of this name is {record.Path}");
        if (row.Label() is { } label && (label is ImageLabel.Synthetic or ImageLabel.Edited) != record.IsPositive)
        {
            throw row.Error(
                $"'{path}' is {label.ToString().ToLowerInvariant()} by its label '{row.Optional("label")}', "
                + $"but {record.Label.ToString().ToLowerInvariant()} in the collection ({record.Path})",
                row.Meaning + "without the column, the collection's labels are used.");
        }
        return record;
    }

    private static void RefuseMissing(string file, ImageCollection? images, Dictionary<string, int> lines)
    {
        var missing = images?.Where(record => !lines.ContainsKey(record.Path)).Select(record => record.Path).ToArray() ?? [];
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                $"{file} scores {lines.Count.Invariant("N0")} of the {images!.Count.Invariant("N0")} images of '{images.Name}'; " +
                $"{missing.Length.Counted("is", "are")} missing, such as {missing[0]}. " +
                "Score them, or pass only the images that were to be scored.");
        }
    }
}
