using Telltale.Data.Forging;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

public static partial class EmbeddedCorpus
{
    /// <summary>
    /// Makes the localization corpus, unless it exists: procedural scenes through simulated cameras, with simulated edits. The training
    /// set is in TGIF's layout below <c>tgif</c>; validation and test sets are in SAGI-D's layout below <c>sagid/val</c> and
    /// <c>sagid/test</c>, with its lists. They have other editors, regions, sizes and file options than the training set, and a third
    /// camera. The bytes depend on the options alone.
    /// </summary>
    /// <param name="cacheFolder">Parent folder; each set of options has its own folder below it.</param>
    /// <param name="options">Size of the corpus; null for the defaults.</param>
    /// <param name="progress">Reported to after every photograph; null for none.</param>
    /// <param name="cancellation">Cancels the work; no files remain.</param>
    /// <returns>The absolute path of the corpus's folder.</returns>
    /// <exception cref="ArgumentException">A number of photographs is below 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static string Localization(
        string cacheFolder, EmbeddedLocalizationOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Localization(cacheFolder, options ?? new EmbeddedLocalizationOptions(), Environment.ProcessorCount, progress, cancellation);

    internal static string Localization(
        string cacheFolder, EmbeddedLocalizationOptions options, int threads, IProgress<WorkProgress>? progress,
        CancellationToken cancellation)
    {
        options.Validate();
        var key = InvariantText.InInvariantCulture(
            () => $"embedded localization corpus (simulated); recipe {Recipe}.{Forge.Recipe}; {options}");
        var folder = Path.Combine(Path.GetFullPath(cacheFolder), $"embedded-localization-{TextDigest.Of(key)}");
        bool Complete(string made) => FileList.Agrees(made, key);
        CompleteFolder.Make(folder, temporary =>
        {
            Write(temporary, options, threads, progress, cancellation);
            FileList.Write(temporary, key);
        }, Complete, cancellation);
        return folder;
    }

    private static void Write(
        string folder, EmbeddedLocalizationOptions options, int threads, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var originals = PlannedOriginal.All(options);
        var (lines, textures) = (new IReadOnlyList<string>[originals.Count], new TextureBank(options.Seed));
        var work = new ParallelWork("embedded localization corpus (simulated)", originals.Count, "photographs") { Threads = threads };
        work.Run(i => lines[i] = originals[i].Write(folder, options, textures), progress, cancellation);
        foreach (var split in originals.Select(original => original.Split).Distinct().Skip(1))
        {
            var listed = originals.Zip(lines).Where(pair => pair.First.Split == split).SelectMany(pair => pair.Second);
            File.WriteAllText(Path.Combine(folder, $"sagid_{split}.csv"), string.Join('\n', [SagidOriginal.ListHeader, .. listed, ""]));
        }
    }
}
