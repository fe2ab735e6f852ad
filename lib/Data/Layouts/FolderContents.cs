namespace Telltale.Data.Layouts;

/// <summary>The image files below a folder, by name alone; none is opened.</summary>
internal sealed class FolderContents
{
    private readonly HashSet<string> paths;
    private readonly ILookup<string, string> inner;

    /// <summary>Lists a folder.</summary>
    /// <param name="root">Absolute path of the top folder.</param>
    public FolderContents(string root)
    {
        (Root, Images) = (root, ImageListing.Of(root, withTiff: true));
        paths = new(Images, StringComparer.Ordinal);
        ByFolder = Images.ToLookup(image => Path.GetDirectoryName(image)!, StringComparer.Ordinal);
        Folders = [.. ByFolder.SelectMany(files => Upward(files.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        inner = Folders.Where(folder => folder != root).ToLookup(folder => Path.GetDirectoryName(folder)!, StringComparer.Ordinal);
    }

    /// <summary>Absolute path of the top folder.</summary>
    public string Root { get; }

    /// <summary>Absolute paths, TIFF included, in an order that is the same on every machine.</summary>
    public IReadOnlyList<string> Images { get; }

    /// <summary>The images directly in a folder.</summary>
    public ILookup<string, string> ByFolder { get; }

    /// <summary>The top folder and every folder with an image at any depth below it.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>True where there is such an image.</summary>
    public bool Holds(string path) => paths.Contains(path);

    /// <summary>The images at any depth below a folder.</summary>
    public IEnumerable<string> Below(string folder) =>
        Images.Where(image => image.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>The folders directly in a folder that hold images at any depth.</summary>
    public IEnumerable<string> FoldersIn(string folder) => inner[folder];

    private IEnumerable<string> Upward(string folder)
    {
        for (; folder.Length > Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            yield return folder;
        }
        yield return Root;
    }
}
