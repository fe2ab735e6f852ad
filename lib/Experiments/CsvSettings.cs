using Telltale.Data;

namespace Telltale.Experiments;

/// <summary>
/// Names of columns and labels that environment variables give: <c>TELLTALE_COLUMNS=path=filename, label=typ</c> and
/// <c>TELLTALE_LABELS=photo=real, diffusion=synthetic</c>.
/// </summary>
/// <param name="setting">The value of an environment variable; null where it is not set.</param>
internal sealed class CsvSettings(Func<string, string?> setting)
{
    /// <summary>Environment variable with the columns of manifests and shards.</summary>
    public const string ColumnsVariable = "TELLTALE_COLUMNS";

    /// <summary>Environment variable with the columns of a detector's scores.</summary>
    public const string ScoreColumnsVariable = "TELLTALE_SCORE_COLUMNS";

    /// <summary>Environment variable with the meaning of labels, in manifests, shards and scores.</summary>
    public const string LabelsVariable = "TELLTALE_LABELS";

    private static readonly string[] ScoreColumns = ["path", "score", "label", "source", "source_id", "split", "detector"];

    /// <summary>How manifests and shards are read.</summary>
    /// <exception cref="ArgumentException">A variable cannot be read, or names an unknown column or label.</exception>
    public CsvOptions Images => Options(ColumnsVariable, Manifest.Columns);

    /// <summary>How a detector's scores are read.</summary>
    /// <exception cref="ArgumentException">A variable cannot be read, or names an unknown column or label.</exception>
    public CsvOptions Scores => Options(ScoreColumnsVariable, ScoreColumns);

    private CsvOptions Options(string variable, string[] known)
    {
        var options = new CsvOptions();
        foreach (var (column, name) in Pairs(variable, "path=filename, label=typ"))
        {
            options.Columns[column] = known.Contains(column, StringComparer.OrdinalIgnoreCase) ? name : throw Invalid(
                variable, $"'{column}' is not a column of the kit", $"Write the kit's name first, one of {string.Join(", ", known)}");
        }
        foreach (var (text, meaning) in Pairs(LabelsVariable, "photo=real, diffusion=synthetic"))
        {
            options.Labels[text] = Enum.TryParse<ImageLabel>(meaning, ignoreCase: true, out var label) && Enum.IsDefined(label)
                ? label
                : throw Invalid(LabelsVariable, $"'{meaning}' is not a label of the kit",
                    "Write the file's label first, and then real, synthetic, authentic or edited");
        }
        return options;
    }

    private IEnumerable<(string Left, string Right)> Pairs(string variable, string example)
    {
        foreach (var part in (setting(variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return part.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } left, { Length: > 0 } right]
                ? (left, right)
                : throw Invalid(variable, $"'{part}' is not a pair", $"Write, for example, {example}");
        }
    }

    private ArgumentException Invalid(string variable, string problem, string cure) =>
        new($"{variable} is '{setting(variable)}': {problem}. {cure}.");
}
