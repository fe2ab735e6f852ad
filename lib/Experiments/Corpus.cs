using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>Decides which images the notebooks run on: the user's own where they are named, else the embedded corpus.</summary>
public static class Corpus
{
    /// <summary>Names a folder of real and synthetic images, or a manifest of them.</summary>
    public const string DetectionVariable = "TELLTALE_DETECTION";

    /// <summary>Names a folder of edited images and their masks, or a manifest of them.</summary>
    public const string LocalizationVariable = "TELLTALE_LOCALIZATION";

    /// <summary>Lists the sources to train on, with commas; without it, all.</summary>
    public const string TrainVariable = "TELLTALE_TRAIN";

    /// <summary>Lists the sources to test on beside the held-out part of the training sources, with commas.</summary>
    public const string TestVariable = "TELLTALE_TEST";

    /// <summary>
    /// The images for detection: the folder or manifest in <c>TELLTALE_DETECTION</c>; else the embedded corpus (simulated), made on
    /// first use and kept in the cache folder. Where <c>TELLTALE_TRAIN</c> or <c>TELLTALE_TEST</c> is set, it is cut down to the
    /// sources named; those to test on and not to train on become <see cref="ImageCollection.HeldOutSources"/>.
    /// </summary>
    /// <param name="embedded">What the embedded corpus consists of; null for the current profile's size.</param>
    /// <param name="progress">Told while the embedded corpus is made; null for silence.</param>
    /// <param name="cancellation">Stops the making; nothing is left behind.</param>
    /// <exception cref="DirectoryNotFoundException">The folder named does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder named has no known layout, or one class only.</exception>
    /// <exception cref="ManifestException">The manifest cannot be understood.</exception>
    /// <exception cref="ArgumentException">A source named does not exist; the message lists those there are.</exception>
    public static ImageCollection Detection(
        EmbeddedCorpusOptions? embedded = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Detection(Environment.GetEnvironmentVariable, () => Embedded(embedded ?? Sized(Profile.Current), progress, cancellation));

    /// <summary>
    /// The images for localization: the folder or manifest in <c>TELLTALE_LOCALIZATION</c>; else the embedded corpus (simulated), made
    /// on first use and kept in the cache folder, which names its own split: TGIF's layout to train on, SAGI-D's to validate and test
    /// on. <c>TELLTALE_TRAIN</c> and <c>TELLTALE_TEST</c> act as for detection.
    /// </summary>
    /// <param name="embedded">How large the embedded corpus is; null for the current profile's size.</param>
    /// <param name="progress">Told while the embedded corpus is made; null for silence.</param>
    /// <param name="cancellation">Stops the making; nothing is left behind.</param>
    /// <exception cref="DirectoryNotFoundException">The folder named does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder named has no known layout.</exception>
    /// <exception cref="ImageFileException">An image of the folder named has no mask, or one that belongs to another image too.</exception>
    /// <exception cref="ManifestException">The manifest or list cannot be understood.</exception>
    /// <exception cref="ArgumentException">A source named does not exist; the message lists those there are.</exception>
    public static ImageCollection Localization(
        EmbeddedLocalizationOptions? embedded = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Localization(Environment.GetEnvironmentVariable, () => Embedded(embedded ?? SizedLocalization(Profile.Current), progress, cancellation));

    /// <summary>The sources in <c>TELLTALE_TRAIN</c>; empty for all.</summary>
    public static IReadOnlyList<string> TrainSources() => Listed(Environment.GetEnvironmentVariable(TrainVariable));

    /// <summary>The sources in <c>TELLTALE_TEST</c>; empty for none beside those trained on.</summary>
    public static IReadOnlyList<string> TestSources() => Listed(Environment.GetEnvironmentVariable(TestVariable));

    internal static ImageCollection Detection(Func<string, string?> setting, Func<ImageCollection> embedded) =>
        Named(setting, DetectionVariable, folder => DetectionFolder.Read(folder), embedded);

    internal static ImageCollection Localization(Func<string, string?> setting, Func<ImageCollection> embedded) =>
        Named(setting, LocalizationVariable, folder => LocalizationFolder.Read(folder), embedded);

    private static ImageCollection Named(
        Func<string, string?> setting, string variable, Func<string, ImageCollection> read, Func<ImageCollection> embedded)
    {
        if (setting(variable) is { } folder && !string.IsNullOrWhiteSpace(folder))
        {
            return Chosen(read(folder), Listed(setting(TrainVariable)), Listed(setting(TestVariable)));
        }
        // Beside a folder named for the other question, the sources named are those of that folder.
        var isOthers = new[] { DetectionVariable, LocalizationVariable }.Any(other => !string.IsNullOrWhiteSpace(setting(other)));
        return isOthers ? embedded() : Chosen(embedded(), Listed(setting(TrainVariable)), Listed(setting(TestVariable)));
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
                $"{TestVariable} leaves no source of '{all.Name}' to train on. Name some in {TrainVariable}; there are: {string.Join(", ", all.Sources)}.");
        }
        IReadOnlyList<string> unseen = [.. tested.Except(trained)];
        var used = trained.Concat(unseen).ToHashSet(StringComparer.Ordinal);
        return new(train.Length > 0 ? string.Join(" + ", train) : all.Name, all.Where(record => used.Contains(record.Source)))
        {
            IsSimulated = all.IsSimulated,
            HeldOutSources = unseen,
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

    private static ImageCollection Embedded(EmbeddedCorpusOptions options, IProgress<WorkProgress>? progress, CancellationToken cancellation)
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
        return new ImageCollection("embedded localization corpus", LocalizationFolder.Read(folder)) { IsSimulated = true };
    }

    /// <summary>Two cameras and four generators to train on, as many real as synthetic images, and one camera held out.</summary>
    private static EmbeddedCorpusOptions Sized(Profile profile) =>
        new() { ImagesPerCamera = profile.Images / 5, ImagesPerGenerator = profile.Images / 10 };

    /// <summary>Five images of each photograph to train on; a validation set half as large as the test set.</summary>
    private static EmbeddedLocalizationOptions SizedLocalization(Profile profile) => new()
    {
        TrainingOriginals = profile.Images / 15,
        ValidationOriginals = Math.Max(3, profile.Images / 125),
        TestOriginals = Math.Max(3, 2 * (profile.Images / 125)),
    };

    private static string[] Listed(string? setting) =>
        (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
