using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Forges photographs: edits regions with the traces of editing tools, and keeps the masks. Forged images are simulated: no editing
/// model has touched them, and every figure measured on them must say so.
/// </summary>
public static class Forge
{
    /// <summary>Raised whenever the same options would give other files.</summary>
    public const int Recipe = 1;

    /// <summary>Pixels along each side that a photograph must have.</summary>
    public const int ShortestSide = 64;

    /// <summary>Forges one photograph.</summary>
    /// <param name="photograph">At least 64 × 64; left as it is.</param>
    /// <param name="method">For example <see cref="ForgingMethod.StableDiffusion2Spliced"/>.</param>
    /// <param name="shape">What the outline of the region looks like.</param>
    /// <param name="seed">Decides region and edit.</param>
    /// <exception cref="ArgumentException">The photograph is too small.</exception>
    public static Forgery Photograph(RgbImage photograph, ForgingMethod method, RegionShape shape = RegionShape.Silhouette, long seed = 17)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(method);
        if (Math.Min(photograph.Width, photograph.Height) < ShortestSide)
        {
            throw new ArgumentException(TooSmall(photograph), nameof(photograph));
        }
        var random = SeededRandom.For(seed);
        var region = EditRegion.Draw(photograph.Width, photograph.Height, shape, random);
        return new(method.Edit(FloatImage.From(photograph), region, random).ToRgbImage(), region.Mask);
    }

    /// <summary>
    /// Forges every photograph of a folder and lays the images out as TGIF does: <c>orig</c>, <c>masks</c> and a folder for each
    /// method, each with training, validation and testing. Images of one photograph are all in one of these. The bytes depend on
    /// the photographs and the options alone.
    /// </summary>
    /// <param name="photographs">A folder with at least three photographs at any depth.</param>
    /// <param name="destination">A folder that is new, empty, or was made by the same call; null for one in the cache.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after every photograph; null for nobody.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <returns>The absolute path of the destination, to be read with <c>LocalizationFolder.Read</c>.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder of photographs.</exception>
    /// <exception cref="InvalidDataException">Fewer than three photographs, or two of one name.</exception>
    /// <exception cref="IOException">The destination holds something else, or lies among the photographs.</exception>
    /// <exception cref="ImageFileException">A photograph cannot be read or is too small; names the file.</exception>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static string Folder(
        string photographs, string? destination = null, ForgeOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Folder(photographs, destination, options ?? new ForgeOptions(), Environment.ProcessorCount, progress, cancellation);

    internal static string Folder(
        string photographs, string? destination, ForgeOptions options, int threads, IProgress<WorkProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(photographs);
        options.Validate();
        var album = Album.Of(Path.GetFullPath(photographs), options);
        var key = $"Forged (simulated) by Telltale, recipe {Recipe}; {album}; {options}";
        var folder = Path.GetFullPath(destination ?? CacheFolder.In("forged", TextDigest.Of(key)));
        bool Complete(string made) => FileList.Agrees(made, key);
        if (Complete(folder))
        {
            return folder;
        }
        RefuseUnsuitable(folder, album, isOwn: destination is null);
        CompleteFolder.Make(folder, temporary =>
        {
            var work = new ParallelWork("forging (simulated)", album.Count, "photographs") { Threads = threads };
            Unwrapped(() => work.Run(number => album.Forge(number, new(temporary, options)), progress, cancellation));
            FileList.Write(temporary, key);
        }, Complete);
        return folder;
    }

    internal static string TooSmall(RgbImage image) =>
        $"The photograph has {image.Width} × {image.Height} pixels; forging needs {ShortestSide} along each side.";

    private static void RefuseUnsuitable(string folder, Album album, bool isOwn)
    {
        var isTaken = File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());
        if (isTaken && !isOwn)
        {
            throw new IOException(
                $"'{folder}' holds something else, or was forged from other photographs or with other options. " +
                "Delete it or name another folder.");
        }
        if (Path.GetRelativePath(album.Folder, folder).Split(Path.DirectorySeparatorChar)[0] != "..")
        {
            throw new IOException(
                $"'{folder}' lies among the photographs of '{album.Folder}', and would be forged itself the next time. Name a folder outside.");
        }
    }

    // One broken photograph among many is what the caller should hear of, not that threads were at work.
    private static void Unwrapped(Action work)
    {
        try
        {
            work();
        }
        catch (AggregateException failures) when (failures.InnerExceptions.OfType<ImageFileException>().FirstOrDefault() is { } first)
        {
            throw first;
        }
    }
}
