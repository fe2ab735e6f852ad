using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>The images that notebooks use: the user's own, where environment variables name them, or the embedded corpus.</summary>
public static partial class Corpus
{
    /// <summary>Environment variable with a folder of real and synthetic images, or a manifest.</summary>
    internal const string DetectionVariable = "TELLTALE_DETECTION";

    /// <summary>Environment variable with a folder of edited images and their masks, or a manifest.</summary>
    internal const string LocalizationVariable = "TELLTALE_LOCALIZATION";

    /// <summary>Environment variable with a CSV file of a detector's scores.</summary>
    internal const string ScoresVariable = "TELLTALE_SCORES";

    /// <summary>Environment variable with the sources to train on, separated by commas; all if not set.</summary>
    internal const string TrainVariable = "TELLTALE_TRAIN";

    /// <summary>Environment variable with further sources to test on, separated by commas.</summary>
    internal const string TestVariable = "TELLTALE_TEST";

    /// <summary>Environment variable that says which images of the user belong together: folder, name, source, or a pattern.</summary>
    internal const string GroupVariable = "TELLTALE_GROUP";

    /// <summary>
    /// The images for detection: the folder or manifest in <c>TELLTALE_DETECTION</c>, or the embedded corpus (simulated), which is made
    /// on first use and cached. Where <c>TELLTALE_TRAIN</c> or <c>TELLTALE_TEST</c> is set, only their sources are used; those that are
    /// tested on but not trained on become <see cref="ImageCollection.HeldOutSources"/>. <c>TELLTALE_GROUP</c> says which images belong
    /// together (<see cref="GroupBy"/>), <c>TELLTALE_COLUMNS</c> and <c>TELLTALE_LABELS</c> how columns and labels are called.
    /// </summary>
    /// <param name="embedded">Contents of the embedded corpus; null for the size of the current profile.</param>
    /// <param name="progress">Reported to while shards are read or the embedded corpus is made; null for none.</param>
    /// <param name="cancellation">Cancels making the corpus; no files remain.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder has no known layout, or only one class.</exception>
    /// <exception cref="ManifestException">The manifest is invalid.</exception>
    /// <exception cref="ArgumentException">A source does not exist; the message lists the sources.</exception>
    public static ImageCollection Detection(
        EmbeddedCorpusOptions? embedded = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Detection(
            Environment.GetEnvironmentVariable, () => Embedded(embedded ?? Sized(Profile.Current), progress, cancellation), progress);

    /// <summary>
    /// The images for localization: the folder or manifest in <c>TELLTALE_LOCALIZATION</c>, or the embedded corpus (simulated), which is
    /// made on first use and cached. The embedded corpus has its own split: a training set in TGIF's layout, validation and test sets in
    /// SAGI-D's; the names of its sources and editors begin with <c>simulated-</c>. <c>TELLTALE_TRAIN</c> and <c>TELLTALE_TEST</c> work
    /// as for detection.
    /// </summary>
    /// <param name="embedded">Size of the embedded corpus; null for that of the current profile.</param>
    /// <param name="progress">Reported to while shards are read or the embedded corpus is made; null for none.</param>
    /// <param name="cancellation">Cancels making the corpus; no files remain.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder has no known layout.</exception>
    /// <exception cref="ImageFileException">An image has no mask, or an ambiguous one.</exception>
    /// <exception cref="ManifestException">The manifest or list is invalid.</exception>
    /// <exception cref="ArgumentException">A source does not exist; the message lists the sources.</exception>
    public static ImageCollection Localization(
        EmbeddedLocalizationOptions? embedded = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Localization(
            Environment.GetEnvironmentVariable,
            () => Embedded(embedded ?? SizedLocalization(Profile.Current), progress, cancellation), progress);

    /// <summary>
    /// The scores of any detector in the CSV file that <c>TELLTALE_SCORES</c> names, with the columns <c>path</c>, <c>score</c>,
    /// <c>label</c> and <c>source</c>; null where it is not set. No image is read. <c>TELLTALE_SCORE_COLUMNS</c> and
    /// <c>TELLTALE_LABELS</c> say how its columns and labels are called.
    /// </summary>
    /// <exception cref="ManifestException">The file is invalid; the message gives the line.</exception>
    public static Predictions? Scores() => Scores(Environment.GetEnvironmentVariable);

    /// <summary>The embedded corpus of the current profile, whatever the environment variables name.</summary>
    internal static ImageCollection Embedded(IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        Embedded(Sized(Profile.Current), progress, cancellation);

    internal static Predictions? Scores(Func<string, string?> setting) =>
        setting(ScoresVariable) is { } file && !string.IsNullOrWhiteSpace(file)
            ? DetectorScores.Read(file.Trim(), csv: new CsvSettings(setting).Scores)
            : null;

    internal static ImageCollection Detection(
        Func<string, string?> setting, Func<ImageCollection> embedded, IProgress<WorkProgress>? progress = null) =>
        Named(
            setting, DetectionVariable,
            folder => DetectionFolder.Read(folder, csv: new CsvSettings(setting).Images, progress: progress), embedded);

    internal static ImageCollection Localization(
        Func<string, string?> setting, Func<ImageCollection> embedded, IProgress<WorkProgress>? progress = null) =>
        Named(
            setting, LocalizationVariable,
            folder => LocalizationFolder.Read(folder, new() { Csv = new CsvSettings(setting).Images }, progress: progress), embedded);

    private static ImageCollection Named(
        Func<string, string?> setting, string variable, Func<string, ImageCollection> read, Func<ImageCollection> embedded)
    {
        if (setting(variable) is { } folder && !string.IsNullOrWhiteSpace(folder))
        {
            return Chosen(Grouped(read(folder), setting(GroupVariable)), Listed(setting(TrainVariable)), Listed(setting(TestVariable)));
        }
        // If only the folder of the other task is set, the sources are those of that folder.
        var isOthers = new[] { DetectionVariable, LocalizationVariable }.Any(other => !string.IsNullOrWhiteSpace(setting(other)));
        return isOthers ? embedded() : Chosen(embedded(), Listed(setting(TrainVariable)), Listed(setting(TestVariable)));
    }

    private static ImageCollection Grouped(ImageCollection all, string? rule)
    {
        try
        {
            return string.IsNullOrWhiteSpace(rule) ? all : all.Grouped(GroupBy.Parse(rule));
        }
        catch (Exception unsuitable) when (unsuitable is ArgumentException or InvalidDataException)
        {
            throw new ArgumentException($"{GroupVariable} is '{rule}': {unsuitable.Message}", unsuitable);
        }
    }

    private static ImageCollection Chosen(ImageCollection all, string[] train, string[] test)
    {
        if (train.Length + test.Length == 0)
        {
            return all;
        }
        var (named, tested) = (Known(all, train, TrainVariable), Known(all, test, TestVariable));
        IReadOnlyList<string> trained = train.Length > 0 ? named : [.. all.Sources.Except(tested).Except(all.HeldOutSources)];
        if (trained.Count == 0)
        {
            throw new ArgumentException(
                $"{TestVariable} leaves no source of '{all.Name}' to train on. " +
                $"Set {TrainVariable}; the sources are: {string.Join(", ", all.Sources)}.");
        }
        IReadOnlyList<string> unseen = [.. tested.Except(trained)];
        var used = trained.Concat(unseen).ToHashSet(StringComparer.Ordinal);
        return new(train.Length > 0 ? string.Join(" + ", train) : all.Name, all.Where(record => used.Contains(record.Source)))
        {
            IsSimulated = all.IsSimulated,
            HeldOutSources = unseen,
            Ledger = all.Ledger,
            Skipped = all.Skipped,
        };
    }

    private static IReadOnlyList<string> Known(ImageCollection all, string[] names, string variable)
    {
        try
        {
            return all.SourcesNamed(names);
        }
        catch (ArgumentException unknown)
        {
            throw new ArgumentException($"{variable} is '{string.Join(",", names)}', but {unknown.Message}", unknown);
        }
    }

    private static ImageCollection Embedded(
        EmbeddedCorpusOptions options, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var folder = EmbeddedCorpus.Detection(CacheFolder.In("corpora"), options, progress, cancellation);
        return new ImageCollection("embedded corpus", DetectionFolder.Read(folder))
        {
            IsSimulated = true,
            HeldOutSources = [.. options.HeldOutCameras.Select(camera => camera.Name)],
        };
    }

    private static ImageCollection Embedded(
        EmbeddedLocalizationOptions options, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var folder = EmbeddedCorpus.Localization(CacheFolder.In("corpora"), options, progress, cancellation);
        var records = LocalizationFolder.Read(folder).Select(SimulatedName.Mark);
        return new ImageCollection("embedded localization corpus", records) { IsSimulated = true };
    }

    /// <summary>Two cameras and four generators to train on, with as many real as synthetic images, and one held-out camera.</summary>
    private static EmbeddedCorpusOptions Sized(Profile profile) =>
        new() { ImagesPerCamera = profile.Images / 5, ImagesPerGenerator = profile.Images / 10 };

    /// <summary>Five images per training original; a validation set half as large as the test set.</summary>
    private static EmbeddedLocalizationOptions SizedLocalization(Profile profile) => new()
    {
        TrainingOriginals = profile.Images / 15,
        ValidationOriginals = Math.Max(3, profile.Images / 125),
        TestOriginals = Math.Max(3, 2 * (profile.Images / 125)),
    };

    private static string[] Listed(string? setting) =>
        (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
