using System.Globalization;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Reads the scores of one CSV file, all on one scale.</summary>
/// <param name="csv">What the caller says of the file.</param>
/// <param name="scale">The scale that the caller states; null for none.</param>
internal sealed class ScoreReading(CsvOptions csv, ScoreScale? scale)
{
    private const double HundredPercent = 100;

    private readonly ManifestNumbers numbers = new(csv.DecimalSeparator);
    private (bool HasSign, int Line)? first;

    /// <summary>The stated scale, by the caller or by the column's name; null where nothing states one.</summary>
    public ScoreScale? Scale { get; private set; } = csv.ScoresArePercent ? ScoreScale.Probability : scale;

    /// <summary>The score of a row; percentages become probabilities.</summary>
    /// <exception cref="ManifestException">
    /// It is not a finite number, can be read in two ways or is not on its scale, or only some rows have a % sign.
    /// </exception>
    public double Read(ManifestRow row)
    {
        var (text, column) = (row.Required("score"), row.NameOf("score")!.ToLowerInvariant());
        var hasSign = text.EndsWith('%');
        first ??= (hasSign, row.Line);
        if (first.Value.HasSign != hasSign)
        {
            throw row.Error($"the score '{text}' {(hasSign ? "has" : "lacks")} a % sign, unlike that on line {first.Value.Line}",
                "Write all scores in one way.");
        }
        var isPercent = hasSign || csv.ScoresArePercent || column.Contains('%', StringComparison.Ordinal)
            || column.Contains("percent", StringComparison.Ordinal);
        Scale ??= isPercent || column.StartsWith("prob", StringComparison.Ordinal) ? ScoreScale.Probability
            : column.StartsWith("logit", StringComparison.Ordinal) ? ScoreScale.Logit : null;
        var score = numbers.Read(hasSign ? text[..^1].TrimEnd() : text, row, "score");
        var most = isPercent ? HundredPercent : 1;
        return Scale != ScoreScale.Probability ? score : score >= 0 && score <= most ? score / most : throw row.Error(
            $"the score {score.ToString(CultureInfo.InvariantCulture)} is not a "
            + (isPercent ? "percentage from 0 to 100" : "probability from 0 to 1"),
            "Correct it, rename the column, or state the scale: ScoreScale.Logit, or CsvOptions { ScoresArePercent = true }.");
    }
}
