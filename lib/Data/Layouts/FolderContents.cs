using Telltale.Data.Shards;
using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>
/// The image files below a folder, known by name where the extension is that of an image, else by their first bytes: no image is decoded.
/// Hidden files and the folders of tools are ignored. All paths are absolute and in an order that is the same on every machine.
/// </summary>
public sealed class FolderContents
{
    /// <summary>Why a file is left out whose content is no image.</summary>
    internal const string NoImage = ImageListing.NoImage;

    private readonly HashSet<string> paths;
    private readonly ILookup<string, string> children;

    /// <summary>Lists a folder.</summary>
    /// <param name="root">Absolute path of an existing folder.</param>
    public FolderContents(string root) : this(root, ImageListing.Files(root ?? throw new ArgumentNullException(nameof(root))))
    {
    }

    /// <summary>Takes some files of a folder for all there are.</summary>
    internal FolderContents(string root, IReadOnlyList<ListedFile> files)
    {
        Files = files;
        (Root, Images) = (root, [.. Files.Where(file => file.LeftOut is null).Select(file => file.Path)]);
        paths = new(Images, StringComparer.Ordinal);
        ByFolder = Images.ToLookup(image => Path.GetDirectoryName(image)!, StringComparer.Ordinal);
        Folders = [.. ByFolder.SelectMany(files => Ancestors(files.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        children = Folders.Where(folder => folder != root).ToLookup(folder => Path.GetDirectoryName(folder)!, StringComparer.Ordinal);
    }

    /// <summary>The top folder.</summary>
    public string Root { get; }

    /// <summary>The image files at any depth.</summary>
    public IReadOnlyList<string> Images { get; }

    /// <summary>All files below the folder, each once, images or not.</summary>
    internal IReadOnlyList<ListedFile> Files { get; }

    /// <summary>The image files directly in each folder; empty for a folder without any.</summary>
    public ILookup<string, string> ByFolder { get; }

    /// <summary>The folders that contain an image at any depth, the top folder included.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The official list of the data set that the caller named; null for none.</summary>
    /// <remarks>See <see cref="LocalizationFolderOptions.SagiList"/>.</remarks>
    public string? OfficialList { get; init; }

    /// <summary>Names of the columns and labels of shards; null for none.</summary>
    internal CsvOptions? Csv { get; init; }

    /// <summary>Reported to while shards are unpacked; null for none.</summary>
    internal IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>The shards that were unpacked for this reading, by their paths.</summary>
    internal Dictionary<string, UnpackedShard> Shards { get; } = new(StringComparer.Ordinal);

    /// <summary>True for the path of one of <see cref="Images"/>.</summary>
    public bool Contains(string path) => paths.Contains(path);

    /// <summary>The image files at any depth below a folder.</summary>
    public IEnumerable<string> Below(string folder) =>
        Images.Where(image => image.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>The folders directly in a folder that contain images at any depth.</summary>
    public IEnumerable<string> FoldersIn(string folder) => children[folder];

    /// <summary>
    /// The source and the split that the path of a folder names. The source is the path below the top folder, with <c>/</c>, without
    /// folders that name a split (train, val, test and the like), or the name of the top folder where nothing else remains. The split
    /// is <c>train</c>, <c>validation</c> or <c>test</c>, by the innermost folder that names one; null for none.
    /// </summary>
    /// <param name="folder">The top folder or one below it.</param>
    public (string Source, string? Split) SourceAndSplit(string folder) => SourceFolder.Read(Root, folder);

    /// <summary>The path of a file below the top folder, with <c>/</c>.</summary>
    internal string Relative(string file) => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');

    private IEnumerable<string> Ancestors(string folder)
    {
        for (; folder.Length > Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            yield return folder;
        }
        yield return Root;
    }
}
