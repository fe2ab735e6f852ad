using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

public static partial class Corpus
{
    /// <summary>
    /// A folder, manifest, list or shard for detection or localization, whatever <c>TELLTALE_DETECTION</c> names. <c>TELLTALE_COLUMNS</c>,
    /// <c>TELLTALE_LABELS</c> and <c>TELLTALE_GROUP</c> are heard.
    /// </summary>
    /// <param name="folder">The top folder, or a file.</param>
    /// <param name="progress">Reported to after each shard; null for none.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It has no known layout; the message says what was looked for and what was found.</exception>
    /// <exception cref="ImageFileException">A layout cannot make a record of an image.</exception>
    /// <exception cref="ManifestException">The manifest is invalid.</exception>
    /// <exception cref="ArgumentException">A variable cannot be read.</exception>
    public static ImageCollection Read(string folder, IProgress<WorkProgress>? progress = null) =>
        Read(folder, Environment.GetEnvironmentVariable, progress);

    /// <summary>
    /// The scores in a CSV file, with the columns and labels of <c>TELLTALE_SCORE_COLUMNS</c> and <c>TELLTALE_LABELS</c>.
    /// </summary>
    /// <param name="file">The CSV file.</param>
    /// <param name="images">The images that were scored; null where the file has labels.</param>
    /// <exception cref="ManifestException">The file is invalid; the message gives the line.</exception>
    /// <exception cref="ArgumentException">Images have no score, or a variable cannot be read.</exception>
    public static Predictions Scores(string file, ImageCollection? images = null) =>
        Scores(file, images, Environment.GetEnvironmentVariable);

    /// <summary>
    /// The scores of two detectors, as <see cref="Scores(string, ImageCollection?)"/> reads each; their names tell the files apart:
    /// <c>resnet</c> and <c>vit</c>, or <c>resnet/scores</c> and <c>vit/scores</c>.
    /// </summary>
    /// <param name="first">The CSV file of the first.</param>
    /// <param name="second">The CSV file of the second.</param>
    /// <param name="images">The images that were scored; null where the files have labels.</param>
    /// <exception cref="ManifestException">A file is invalid; the message gives the line.</exception>
    /// <exception cref="ArgumentException">Images have no score, or a variable cannot be read.</exception>
    public static (Predictions First, Predictions Second) ScoresOfTwo(string first, string second, ImageCollection? images = null)
    {
        var names = ShortNames.Of(first, second);
        return (Scores(first, images, Environment.GetEnvironmentVariable, names.First),
            Scores(second, images, Environment.GetEnvironmentVariable, names.Second));
    }

    internal static ImageCollection Read(string folder, Func<string, string?> setting, IProgress<WorkProgress>? progress = null) =>
        Grouped(AnyFolder.Read(folder, new CsvSettings(setting).Images, progress), setting(GroupVariable));

    internal static Predictions Scores(string file, ImageCollection? images, Func<string, string?> setting, string? name = null) =>
        DetectorScores.Read(file, images, name, new CsvSettings(setting).Scores);
}
