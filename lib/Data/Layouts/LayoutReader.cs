using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>Reads a folder by the layouts of one task; the same for detection and localization.</summary>
/// <param name="task">Which of the layouts apply.</param>
/// <param name="layouts">In the order in which they are tried; null for <see cref="KnownLayouts.All"/>.</param>
internal sealed class LayoutReader(ImageTask task, IEnumerable<ILayout>? layouts)
{
    private readonly ILayout[] layouts = [.. (layouts ?? KnownLayouts.All).Where(layout => layout.Task == task)];

    /// <summary>What is looked for, for error messages.</summary>
    public string LookedFor => string.Join(
        "; ", layouts.Select(layout => $"{layout.Name} ({layout.LooksLike})").Append("or a manifest.csv with the columns path and label"));

    /// <summary>The absolute path of a folder or file, without a separator at its end.</summary>
    public static string Absolute(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }

    /// <summary>True for an existing CSV file.</summary>
    public static bool IsCsv(string path) =>
        File.Exists(path) && Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a folder that does not exist.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It is a file of another kind than those that are read.</exception>
    public void RequireFolder(string root)
    {
        if (File.Exists(root))
        {
            throw new InvalidDataException(
                $"'{root}' is neither a folder nor a manifest, list or shard that can be read. Looked for {LookedFor}.");
        }
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{root}'. Name a folder in one of these layouts: {LookedFor}.");
        }
    }

    /// <summary>
    /// The entries of all layouts that match, at least one record or problem, and one for each file: see
    /// <see cref="MergedEntries"/>. The mask of a record is not taken for an image by a later layout.
    /// </summary>
    /// <exception cref="InvalidDataException">No layout has an entry; names what was looked for and what was found.</exception>
    public IReadOnlyList<LayoutEntry> Read(FolderContents contents)
    {
        var (entries, masks) = (new MergedEntries(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var layout in layouts.Where(layout => layout.Matches(contents)))
        {
            var read = layout.Read(contents).Where(entry => !masks.Contains(entry.File)).ToList();
            read.ForEach(entries.Add);
            masks.UnionWith(read.Select(entry => entry.Record?.MaskPath).OfType<string>());
        }
        var merged = entries.Except(masks);
        return merged.Any(entry => entry.LeftOut is null)
            ? merged
            : throw new InvalidDataException(
                $"'{contents.Root}' has no known layout. Looked for {LookedFor}; " +
                $"found {ImageListing.Summary(contents.Root, contents.Images)}.{Unreadable(contents)}{Cure(contents)}");
    }

    /// <summary>The records among some entries; of several for one image, the first.</summary>
    public static IEnumerable<ImageRecord> Records(IEnumerable<LayoutEntry> entries) =>
        entries.Select(entry => entry.Record).OfType<ImageRecord>().DistinctBy(record => record.Path);

    /// <summary>How to declare the folders that were found.</summary>
    private string Cure(FolderContents contents)
    {
        string[] folders = [.. contents.FoldersIn(contents.Root).Select(folder => Path.GetFileName(folder)).Take(2)];
        return task == ImageTask.Detection && folders.Length == 2
            ? $" If each folder holds one class, say so in a text file {Path.Combine(contents.Root, DeclaredClasses.FileName)}, " +
                $"with a line for each folder: {folders[0]} = synthetic, or {folders[0]} = real."
            : "";
    }

    private static string Unreadable(FolderContents contents)
    {
        var reasons = contents.Files.Where(file => file is { IsImage: true, LeftOut: not null }).CountBy(file => file.LeftOut!).ToList();
        return reasons.Count == 0 ? ""
            : $" Not read: {string.Join(", ", reasons.Select(reason => $"{reason.Value.Counted("file")} ({reason.Key})"))}.";
    }
}
