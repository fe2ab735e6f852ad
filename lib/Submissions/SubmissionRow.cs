using System.Text;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>A row of a submission.</summary>
/// <param name="Image">The file name of the image, with its extension.</param>
/// <param name="Probability">In [0, 1].</param>
/// <param name="Threshold">In [0, 1]; the same in all rows.</param>
/// <param name="PixelThreshold">In [0, 1]; the same in all rows; null for detection.</param>
internal sealed record SubmissionRow(string Image, double Probability, double Threshold, double? PixelThreshold = null)
{
    /// <summary>1 for synthetic or edited, else 0; by the written numbers, so that it cannot contradict them.</summary>
    private int Label => Probability >= Threshold ? 1 : 0;

    /// <summary>The CSV file: numbers in the shortest form that reads back as the same value.</summary>
    /// <exception cref="ArgumentException">Two images have the same name; the message names it.</exception>
    public static byte[] Csv(string[] columns, IEnumerable<SubmissionRow> rows)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return Encoding.UTF8.GetBytes(ManifestText.Of(rows.Select(row => names.Add(row.Image) ? row.Fields : throw new ArgumentException(
            $"Two images are called {row.Image}; a submission tells images apart by their names. Submit one test set at a time."))
            .Prepend(columns)));
    }

    /// <summary>The name of an image in a submission.</summary>
    public static string NameOf(ImageRecord record) => Path.GetFileName(record.Path);

    /// <summary>A threshold as a submission can state it.</summary>
    /// <exception cref="ArgumentException">It is not in [0, 1].</exception>
    public static double Required(double threshold, string name) => threshold is >= 0 and <= 1 ? threshold : throw new ArgumentException(
        $"The {name} is {threshold.Invariant()}; a submission states one in [0, 1]. Choose it on validation images.", nameof(threshold));

    private string[] Fields =>
    [
        Image, Probability.Invariant("R"), Label.Invariant(), Threshold.Invariant("R"),
        .. PixelThreshold is { } pixels ? [pixels.Invariant("R")] : Array.Empty<string>(),
    ];
}
