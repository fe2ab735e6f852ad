using System.Globalization;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>
/// A corpus computed on any machine: procedural scenes through simulated cameras (real) and simulated generators (synthetic). Results
/// measured on it must be labelled <em>simulated</em>.
/// </summary>
public static partial class EmbeddedCorpus
{
    /// <summary>Version of the method; increased whenever the same options would give other files.</summary>
    internal const int Recipe = 2;

    /// <summary>Name of the list of all images.</summary>
    internal const string ManifestName = "manifest.csv";

    /// <summary>
    /// Makes the detection corpus, unless it exists. Its layout is <c>{source}/0_real</c> per camera, <c>{source}/1_fake</c> per
    /// generator, and a manifest. The bytes depend on the options alone.
    /// </summary>
    /// <param name="cacheFolder">Parent folder; each set of options has its own folder below it.</param>
    /// <param name="options">Contents of the corpus; null for the defaults.</param>
    /// <param name="progress">Reported to after every image; null for none.</param>
    /// <param name="cancellation">Cancels the work; no files remain.</param>
    /// <returns>The absolute path of the corpus's folder.</returns>
    /// <exception cref="ArgumentException">An option is invalid; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static string Detection(
        string cacheFolder, EmbeddedCorpusOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Detection(cacheFolder, options ?? new EmbeddedCorpusOptions(), Environment.ProcessorCount, progress, cancellation);

    internal static string Detection(
        string cacheFolder, EmbeddedCorpusOptions options, int threads, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        options.Validate();
        var key = InvariantText.InInvariantCulture(() => $"recipe {Recipe}; {options}");
        var folder = Path.Combine(Path.GetFullPath(cacheFolder), $"embedded-detection-{TextDigest.Of(key)}");
        bool Complete(string made) => FileList.Agrees(made, key);
        CompleteFolder.Make(folder, temporary =>
        {
            Write(temporary, PlannedImage.All(options), options, threads, progress, cancellation);
            FileList.Write(temporary, key);
        }, Complete, cancellation);
        return folder;
    }

    private static void Write(
        string folder, IReadOnlyList<PlannedImage> images, EmbeddedCorpusOptions options, int threads, IProgress<WorkProgress>? progress,
        CancellationToken cancellation)
    {
        var lines = new string[images.Count];
        var textures = new TextureBank(options.Seed);
        var work = new ParallelWork("embedded corpus (simulated)", images.Count) { Threads = threads };
        work.Run(i => lines[i] = WriteImage(folder, images[i], options, textures), progress, cancellation);
        File.WriteAllText(Path.Combine(folder, ManifestName), string.Join('\n', [Header, .. lines, ""]));
    }

    private const string Header = "path,label,source,split,source_id,width,height,format,jpeg_quality,camera";

    private static string WriteImage(string folder, PlannedImage image, EmbeddedCorpusOptions options, TextureBank textures)
    {
        var plan = image.File(options);
        var scene = $"scene-{image.Scene:D6}";
        var path = $"{image.Source}/{(image.IsSynthetic ? "1_fake" : "0_real")}/{scene}.{plan.Extension}";
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, image.Make(options, textures));
        var format = plan.Extension == "jpg" ? "jpeg" : plan.Extension;
        var quality = plan.Extension == "jpg" ? plan.Quality.ToString(CultureInfo.InvariantCulture) : "";
        return $"{path},{(image.IsSynthetic ? "synthetic" : "real")},{image.Source},{Split(image, options)},{scene}," +
            $"{plan.Width},{plan.Height},{format},{quality},{image.Camera.Name}";
    }

    // Scenes are assigned to the generators in turn, so every n-th scene is the last generator's.
    private static string Split(PlannedImage image, EmbeddedCorpusOptions options) =>
        !options.Confounds.HasFlag(Confounds.GeneratorShift) ? ""
        : image.Scene % options.Generators.Count == options.Generators.Count - 1 ? "test" : "train";
}
