using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Images made from those of a collection, in a folder of the cache. The same images and settings are made once.</summary>
/// <param name="Name">Folder below the cache folder, and the task in progress reports.</param>
/// <param name="Settings">
/// Everything that determines the files except the images they are made from, on one line, in the invariant culture.
/// </param>
internal sealed record DerivedImages(string Name, string Settings)
{
    /// <summary>Makes the files, unless they exist.</summary>
    /// <param name="records">The images to make files from.</param>
    /// <param name="make">The files of one image: relative path and content. Must depend on its arguments and the settings alone.</param>
    /// <param name="progress">Reported to after each image; null for none.</param>
    /// <param name="cancellation">Cancels; no files remain.</param>
    /// <returns>The absolute path of the folder.</returns>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public string Folder(
        IReadOnlyList<ImageRecord> records, Func<int, ImageRecord, IEnumerable<(string File, byte[] Content)>> make,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var originals = TextDigest.Of(string.Join('\n', records.Select(Identity)));
        var key = FormattableString.Invariant($"{Name}; {Settings}; {records.Count} images {originals}");
        var folder = CacheFolder.In(Name.Replace(' ', '-'), TextDigest.Of(key));
        bool Complete(string made) => FileList.Agrees(made, key);
        CompleteFolder.Make(folder, temporary => Write(temporary, key, records, make, progress, cancellation), Complete, cancellation);
        return folder;
    }

    private void Write(
        string folder, string key, IReadOnlyList<ImageRecord> records,
        Func<int, ImageRecord, IEnumerable<(string File, byte[] Content)>> make, IProgress<WorkProgress>? progress,
        CancellationToken cancellation)
    {
        try
        {
            new ParallelWork(Name, records.Count).Run(index =>
            {
                foreach (var (file, content) in make(index, records[index]))
                {
                    var path = Path.Combine(folder, file);
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.WriteAllBytes(path, content);
                }
            }, progress, cancellation);
        }
        catch (AggregateException failures) when (failures.InnerExceptions.OfType<ImageFileException>().FirstOrDefault() is { } first)
        {
            throw first; // the error of the image, not that of the parallel loop
        }
        FileList.Write(folder, key);
    }

    private static string Identity(ImageRecord record)
    {
        var state = File.Exists(record.Path) ? Fingerprint.OfFile(record.Path)
            : throw new ImageFileException(record.Path, "The file does not exist.", "Correct the collection, or restore the file.");
        return $"{record.Path} {record.Label} {state}";
    }
}
