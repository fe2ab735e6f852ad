namespace Telltale.Data.Layouts;

/// <summary>Folders side by side: images, their masks, and authentic images, each with its path below its folder.</summary>
internal sealed class FolderPair
{
    private static readonly HashSet<string>
        ImageFolders = Named("image", "images", "img", "imgs", "Tp", "edited", "forged", "fake", "tampered", "tampered-realistic"),
        MaskFolders = Named("mask", "masks", "gt", "groundtruth", "ground-truth", "ground_truth", "ground truth"),
        AuthenticFolders = Named("Au", "authentic", "pristine", "original", "originals");

    private readonly ILookup<string, string> masks;
    private readonly HashSet<string> authentic;

    /// <summary>The folders in a folder.</summary>
    public FolderPair(FolderContents contents, string parent)
    {
        Parent = parent;
        Place = parent == contents.Root ? Path.GetFileName(parent) : contents.Relative(parent);
        Edits = [.. Below(contents, ImageFolders)];
        masks = Below(contents, MaskFolders)
            .SelectMany(file => MaskNames.ImagesOf(Path.ChangeExtension(file.Name, null)).Select(image => (image, file.Path)))
            .ToLookup(mask => mask.image, mask => mask.Path, StringComparer.Ordinal);
        // Folders of authentic images are known as such only next to edited images and masks.
        Originals = Edits.Count > 0 && masks.Count > 0 ? [.. Below(contents, AuthenticFolders)] : [];
        authentic = [.. Originals.Select(file => file.Path)];
    }

    /// <summary>The folder above.</summary>
    public string Parent { get; }

    /// <summary>Its path below the top folder, or the name of the top folder.</summary>
    public string Place { get; }

    /// <summary>The images in folders of images, each with its path below its folder.</summary>
    public IReadOnlyList<(string Name, string Path)> Edits { get; }

    /// <summary>The images in folders of authentic images.</summary>
    public IReadOnlyList<(string Name, string Path)> Originals { get; }

    /// <summary>True where there is no mask at all: all images are authentic.</summary>
    public bool HasNoMasks => masks.Count == 0;

    /// <summary>An example of where a mask is looked for.</summary>
    public string MaskPath(string name) => Path.Combine(Parent, "mask", Path.ChangeExtension(name, null));

    /// <summary>True for an image that is authentic by its folder, its name or the absence of masks.</summary>
    public bool IsAuthentic(string image) => HasNoMasks || authentic.Contains(image) || OriginalNames.IsAuthentic(image);

    /// <summary>The masks that may belong to an image; those that repeat its extension, if there are any.</summary>
    /// <param name="name">Path of the image below its folder.</param>
    public IReadOnlyList<string> MasksOf(string name)
    {
        string[] exact = [.. masks[name]];
        return exact.Length > 0 ? exact : [.. masks[Path.ChangeExtension(name, null)].Distinct(StringComparer.Ordinal)];
    }

    /// <summary>True where the folder has images in a folder of that name.</summary>
    public static bool IsIn(FolderContents contents, string parent) =>
        contents.FoldersIn(parent).Any(folder => ImageFolders.Contains(Path.GetFileName(folder)))
        && (contents.FoldersIn(parent).Any(folder => MaskFolders.Contains(Path.GetFileName(folder)))
            || contents.FoldersIn(parent).Any(folder => Path.GetFileName(folder).ToLowerInvariant() is "image" or "images"));

    private IEnumerable<(string Name, string Path)> Below(FolderContents contents, HashSet<string> names) =>
        from folder in contents.FoldersIn(Parent)
        where names.Contains(Path.GetFileName(folder))
        from image in contents.Below(folder)
        select (Path.GetRelativePath(folder, image), image);

    private static HashSet<string> Named(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
