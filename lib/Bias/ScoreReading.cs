using System.Globalization;
using Telltale.Data;

namespace Telltale.Bias;

/// <summary>Reads the scores of one CSV file, all on one scale.</summary>
/// <param name="csv">What the caller says of the file.</param>
internal sealed class ScoreReading(CsvOptions csv)
{
    private const double HundredPercent = 100;

    private readonly ManifestNumbers numbers = new(csv.DecimalSeparator);
    private (bool HasSign, int Line)? first;

    /// <summary>The score of a row; percentages become probabilities.</summary>
    /// <exception cref="ManifestException">
    /// It is not a finite number or can be read in two ways, a percentage is not in [0, 100], or only some rows have a % sign.
    /// </exception>
    public double Read(ManifestRow row)
    {
        var text = row.Required("score");
        var hasSign = text.EndsWith('%');
        first ??= (hasSign, row.Line);
        if (first.Value.HasSign != hasSign)
        {
            throw row.Error($"the score '{text}' {(hasSign ? "has" : "lacks")} a % sign, unlike that on line {first.Value.Line}",
                "Write all scores in one way.");
        }
        var score = numbers.Read(hasSign ? text[..^1].TrimEnd() : text, row, "score");
        if (!hasSign && !csv.ScoresArePercent && !IsPercent(row.NameOf("score")!))
        {
            return score;
        }
        return score is >= 0 and <= HundredPercent ? score / HundredPercent : throw row.Error(
            $"the score {score.ToString(CultureInfo.InvariantCulture)} is not a percentage from 0 to 100",
            "Correct it, or rename the column.");
    }

    private static bool IsPercent(string column) =>
        column.Contains('%', StringComparison.Ordinal) || column.Contains("percent", StringComparison.OrdinalIgnoreCase);
}
