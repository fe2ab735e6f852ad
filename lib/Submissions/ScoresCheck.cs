using System.Globalization;
using System.Text;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>The scores in a submission's CSV file, as far as they can be read.</summary>
/// <param name="File">Its name in messages.</param>
/// <param name="Probabilities">The probability of each image; NaN where it cannot be read.</param>
/// <param name="Rows">Number of rows, also of those that cannot be read.</param>
internal sealed record CheckedScores(string File, IReadOnlyDictionary<string, double> Probabilities, int Rows);

/// <summary>Checks a submission's CSV file line by line.</summary>
/// <param name="file">Its name in messages.</param>
/// <param name="columns">The columns that the task prescribes.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class ScoresCheck(string file, string[] columns, ProblemList problems)
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> probabilities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Value, int Line)> firsts = [];
    private readonly HashSet<string> labels = [];
    private int rows;

    /// <summary>Checks the content of the file.</summary>
    public CheckedScores Check(byte[] content)
    {
        if (Text(content) is { } text)
        {
            using var reader = new StringReader(text);
            var isFirst = true;
            foreach (var (line, fields) in ManifestFields.Of(reader))
            {
                if (!isFirst || !IsHeader(line, fields))
                {
                    Row(line, fields);
                }
                isFirst = false;
            }
            CheckWhole();
        }
        return new(file, probabilities, rows);
    }

    private string? Text(byte[] content)
    {
        if (content.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            problems.Add(file, "it begins with a byte order mark, which becomes part of the first column's name; save it without one.");
            content = content[Encoding.UTF8.Preamble.Length..];
        }
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            problems.Add(file, "it is not UTF-8 text; save it as CSV in UTF-8.");
            return null;
        }
    }

    /// <summary>False where the first row is one of data.</summary>
    private bool IsHeader(int line, string[] fields)
    {
        if (fields.SequenceEqual(columns))
        {
            return true;
        }
        var expected = $"expected is {string.Join(',', columns)}";
        if (fields is [_, var second, ..] && Number(second) is not null)
        {
            problems.Add(file, line, "lines without a header", $"there is no header; {expected} in the first line.");
            return false;
        }
        var found = string.Join(',', fields);
        var why = fields.Order(StringComparer.Ordinal).SequenceEqual(columns.Order(StringComparer.Ordinal)) ? "in another order"
            : fields is [var only] && only.Contains(';', StringComparison.Ordinal) ? "separated by semicolons"
            : columns.Except(fields, StringComparer.Ordinal).ToArray() is { Length: > 0 } missing
                ? $"without {string.Join(" and ", missing)}"
            : "with more columns";
        problems.Add(file, line, "headers", $"the columns are '{found}', {why}; {expected}.");
        return true;
    }

    private void Row(int line, string[] fields)
    {
        rows++;
        if (fields.Length != columns.Length)
        {
            problems.Add(file, line, "lines with another number of fields",
                $"it has {fields.Length} fields instead of {columns.Length}; write numbers with a decimal point.");
            return;
        }
        var image = Image(line, fields[0]);
        var probability = InRange(line, "prob", fields[1]);
        probabilities.TryAdd(image, probability ?? double.NaN);
        var threshold = Global(line, "threshold", fields[3]);
        Label(line, fields[2], probability, threshold);
        if (columns.Length > SubmissionNames.Detection.Length)
        {
            Global(line, columns[4], fields[4]);
        }
    }

    private string Image(int line, string image)
    {
        if (image.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            problems.Add(file, line, "ids with a folder", $"'{image}' contains a folder; image_id is the file name alone.");
        }
        else if (!ImageListing.HasImageName(image))
        {
            problems.Add(file, line, "ids without an image's extension",
                $"'{image}' has no extension of an image; image_id is the file name with its extension.");
        }
        if (!lines.TryAdd(image, line))
        {
            problems.Add(file, line, "repeated images", $"'{image}' is already on line {lines[image].Invariant()}; list every image once.");
        }
        return image;
    }

    private double? InRange(int line, string column, string text)
    {
        if (Number(text) is not { } value)
        {
            problems.Add(file, line, $"values of {column} that are no number", $"{column} is '{text}', which is no number such as 0.25.");
            return null;
        }
        if (value is >= 0 and <= 1)
        {
            return value;
        }
        problems.Add(file, line, $"values of {column} outside [0, 1]",
            $"{column} is {text}, outside [0, 1]; convert logits and percentages to probabilities.");
        return null;
    }

    private double? Global(int line, string column, string text)
    {
        if (InRange(line, column, text) is not { } value)
        {
            return null;
        }
        if (!firsts.TryAdd(column, (value, line)) && !firsts[column].Value.Equals(value))
        {
            var (first, firstLine) = firsts[column];
            problems.Add(file, line, $"other values of {column}",
                $"{column} is {text}, but {first.Invariant()} on line {firstLine.Invariant()}; one holds for all images.");
        }
        return value;
    }

    private void Label(int line, string label, double? probability, double? threshold)
    {
        labels.Add(label);
        if (label is not ("0" or "1"))
        {
            problems.Add(file, line, "labels other than 0 and 1", $"label is '{label}'; write 0 for real and 1 for synthetic or edited.");
        }
        else if (probability is { } p && threshold is { } t && (p >= t) != (label == "1"))
        {
            problems.Add(file, line, "labels that contradict the threshold",
                $"label is {label}, but prob {p.Invariant()} is {(p >= t ? "at least" : "below")} the threshold {t.Invariant()}.");
        }
    }

    private void CheckWhole()
    {
        if (rows == 0)
        {
            problems.Add(file, "it lists no images.");
        }
        if (rows > 1 && labels is { Count: 1 } && labels.Single() is "0" or "1")
        {
            problems.Add(file, $"every image has the label {labels.Single()}: a constant prediction.");
        }
        if (probabilities.Count > 1 && probabilities.Values.Distinct().ToArray() is [var only] && !double.IsNaN(only))
        {
            problems.Add(file, $"every image has the prob {only.Invariant()}, so nothing is ranked.");
        }
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
