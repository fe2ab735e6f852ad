using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Decides which images the notebooks run on: the user's own where they are named, else the embedded corpus.</summary>
public static class Corpus
{
    /// <summary>Names a folder of real and synthetic images.</summary>
    public const string DetectionVariable = "TELLTALE_DETECTION";

    /// <summary>Lists the sources to train on, with commas; without it, all.</summary>
    public const string TrainVariable = "TELLTALE_TRAIN";

    /// <summary>Lists the sources to test on beside the held-out part of the training sources, with commas.</summary>
    public const string TestVariable = "TELLTALE_TEST";

    /// <summary>
    /// The images for detection: the folder in <c>TELLTALE_DETECTION</c>, cut down to the sources in <c>TELLTALE_TRAIN</c> and
    /// <c>TELLTALE_TEST</c> where set; else the embedded corpus (simulated), made on first use and kept in the cache folder.
    /// </summary>
    /// <param name="embedded">What the embedded corpus consists of; null for the current profile's size.</param>
    /// <param name="progress">Told while the embedded corpus is made; null for silence.</param>
    /// <param name="cancellation">Stops the making; nothing is left behind.</param>
    /// <exception cref="DirectoryNotFoundException">The folder named does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder named has no known layout.</exception>
    /// <exception cref="ArgumentException">A source named does not exist; the message lists those there are.</exception>
    public static ImageCollection Detection(EmbeddedCorpusOptions? embedded = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Environment.GetEnvironmentVariable(DetectionVariable) is { Length: > 0 } folder
            ? Named(DetectionFolder.Read(folder), Sources(TrainVariable), Sources(TestVariable))
            : Embedded(embedded ?? Sized(Profile.Current), progress, cancellation);

    internal static ImageCollection Named(ImageCollection all, IReadOnlyList<string> train, IReadOnlyList<string> test)
    {
        var unseen = test.Except(train).ToList();
        var trained = train.Count > 0 ? train : [.. all.Sources.Except(unseen)];
        var used = all.WithSources(trained.Concat(unseen));
        return new ImageCollection(string.Join(" + ", trained), used) { HeldOutSources = unseen };
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

    /// <summary>Two cameras and four generators to train on, as many real as synthetic images, and one camera held out.</summary>
    private static EmbeddedCorpusOptions Sized(Profile profile) => new() { ImagesPerCamera = profile.Images / 5, ImagesPerGenerator = profile.Images / 10 };

    private static string[] Sources(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
