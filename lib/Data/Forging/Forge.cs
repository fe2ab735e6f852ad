using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Edits regions of photographs with simulated traces of editing tools, and keeps the masks. The results are simulated: no editing model
/// is involved, and every result measured on them must say so.
/// </summary>
/// <example><code>
/// var forgery = Forge.Photograph(ImageCodec.Read("/photos/a.jpg"), ForgingMethod.StableDiffusion2Spliced);
/// File.WriteAllBytes("/photos/a_edited.png", ImageCodec.EncodePng(forgery.Image));
/// var folder = Forge.Folder("/photos", options: new ForgeOptions { Variations = 2 });
/// var images = LocalizationFolder.Read(folder);
/// </code></example>
public static class Forge
{
    /// <summary>Version of the method; increased whenever the same options would give other files.</summary>
    internal const int Recipe = 1;

    /// <summary>Smallest width and height of a photograph in pixels.</summary>
    public const int ShortestSide = 64;

    /// <summary>Edits one photograph.</summary>
    /// <param name="photograph">At least 64 × 64; not changed.</param>
    /// <param name="method">For example <see cref="ForgingMethod.StableDiffusion2Spliced"/>.</param>
    /// <param name="shape">The shape of the region.</param>
    /// <param name="seed">Seed of region and edit.</param>
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
        var picture = FloatImage.From(photograph);
        var region = EditRegion.Draw(picture, shape, random);
        return new(method.Edit(picture, region, random).ToRgbImage(), region.Mask);
    }

    /// <summary>
    /// Edits every photograph of a folder and writes the images in TGIF's layout: <c>orig</c>, <c>masks</c> and one folder per method,
    /// each with training, validation and testing. All images of one photograph are in the same split. The bytes depend on the
    /// photographs and the options alone.
    /// </summary>
    /// <param name="photographs">A folder with at least three photographs at any depth.</param>
    /// <param name="destination">A folder that is new, empty, or the result of the same call; null for one in the cache.</param>
    /// <param name="options">Methods, split and file options; null for the defaults.</param>
    /// <param name="progress">Reported to after every photograph; null for none.</param>
    /// <param name="cancellation">Cancels the work; no files remain.</param>
    /// <returns>The absolute path of the destination; read it with <c>LocalizationFolder.Read</c>.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder of photographs.</exception>
    /// <exception cref="InvalidDataException">There are fewer than three photographs, or two have the same name.</exception>
    /// <exception cref="IOException">The destination contains other files, or is inside the folder of photographs.</exception>
    /// <exception cref="ImageFileException">A photograph cannot be read or is too small; names the file.</exception>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
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
        var key = InvariantText.InInvariantCulture(() => $"Forged (simulated) by Telltale, recipe {Recipe}; {album}; {options}");
        var folder = Path.GetFullPath(destination ?? CacheFolder.In("forged", TextDigest.Of(key)));
        bool Complete(string made) => FileList.Agrees(made, key);
        SweptFolders.Sweep(Path.GetDirectoryName(folder)!);
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
        }, Complete, cancellation);
        return folder;
    }

    internal static string TooSmall(RgbImage image) =>
        $"The photograph has {image.Width} × {image.Height} pixels; forging needs at least {ShortestSide} along each side.";

    private static void RefuseUnsuitable(string folder, Album album, bool isOwn)
    {
        var isTaken = File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());
        if (isTaken && !isOwn)
        {
            throw new IOException(
                $"'{folder}' contains other files, was changed, or was made from other photographs or with other options. " +
                "Delete it or name another folder.");
        }
        if (Path.GetRelativePath(album.Folder, folder).Split(Path.DirectorySeparatorChar)[0] != "..")
        {
            throw new IOException(
                $"'{folder}' is inside '{album.Folder}', so its images would count as photographs next time. Name a folder outside.");
        }
    }

    // The caller gets the error of the photograph, not that of the parallel loop.
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
