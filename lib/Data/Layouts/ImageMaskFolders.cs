namespace Telltale.Data.Layouts;

/// <summary>
/// Folders <c>image</c> and <c>mask</c> (or <c>images</c> and <c>masks</c>) side by side, at any depth; the folder above is the source.
/// The mask of <c>a.jpg</c> is <c>a</c>, <c>a_mask</c> or <c>a_gt</c> in any format. An image without a mask is authentic where its name
/// says so (<c>005_authentic.jpg</c>) or where the folder has no masks at all.
/// </summary>
internal sealed class ImageMaskFolders : ILayout
{
    private static readonly string[] ImageFolders = ["image", "images"], MaskFolders = ["mask", "masks"], MaskEndings = ["_mask", "_gt"];

    /// <summary>A pair of folders: images and masks by the name that they share.</summary>
    private sealed record Pair(string Place, string Parent, ILookup<string, string> Images, ILookup<string, string> Masks)
    {
        public string MaskFolder => Path.Combine(Parent, MaskFolders[0]);

        public IEnumerable<(string Place, string Image)> Originals =>
            Images.SelectMany(images => images).Where(IsAuthentic).Select(image => (Place, image));

        public bool IsAuthentic(string image) => Masks.Count == 0 || OriginalNames.IsAuthentic(image);
    }

    /// <inheritdoc/>
    public string Name => "image and mask folders";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public string LooksLike => "folders image and mask side by side";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => Parents(contents).Any(parent => FoldersNamed(contents, parent, ImageFolders).Any());

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        var pairs = Parents(contents).Select(parent => PairIn(contents, parent)).Where(pair => pair.Images.Count > 0).ToList();
        // A folder without masks contains the originals of its neighbours, as cvip_d3_authentic does.
        var neighbours = new OriginalNames(pairs.Where(pair => pair.Masks.Count == 0).SelectMany(pair => pair.Originals));
        foreach (var pair in pairs)
        {
            var originals = new OriginalNames(pair.Originals);
            foreach (var images in pair.Images)
            {
                if (ProblemOf(pair, images.Key, [.. images]) is { } problem)
                {
                    yield return problem;
                    continue;
                }
                foreach (var image in images)
                {
                    yield return Record(contents, pair, images.Key, image) with
                    {
                        SourceId = originals.Find(image) ?? neighbours.Find(image) ?? OriginalNames.Identity(pair.Place, image),
                    };
                }
            }
        }
    }

    private static ImageRecord Record(FolderContents contents, Pair pair, string key, string image)
    {
        var (source, split) = contents.SourceAndSplit(pair.Parent);
        return new(image, pair.IsAuthentic(image) ? ImageLabel.Authentic : ImageLabel.Edited, source)
        {
            MaskPath = pair.Masks[key].FirstOrDefault(),
            Split = split,
        };
    }

    private static ImageFileException? ProblemOf(Pair pair, string key, string[] images)
    {
        var masks = pair.Masks[key].ToArray();
        if (images.Length > 1 && masks.Length > 0)
        {
            return new(
                masks[0], $"It is the mask of {images.Length} images: {string.Join(" and ", images)}.", "Rename or remove all but one.");
        }
        if (masks.Length > 1)
        {
            return new(images[0], $"It has {masks.Length} masks: {string.Join(" and ", masks)}.", "Keep the right one.");
        }
        return masks.Length == 0 && images.FirstOrDefault(image => !pair.IsAuthentic(image)) is { } unmatched
            ? LayoutEntry.WithoutMask(
                unmatched, $"{Path.Combine(pair.MaskFolder, key)}.png (or _mask.png, _gt.png, and other formats)",
                "Add the mask, name the image …_authentic if it is authentic")
            : null;
    }

    private static Pair PairIn(FolderContents contents, string parent) => new(
        parent == contents.Root ? Path.GetFileName(parent) : Path.GetRelativePath(contents.Root, parent).Replace('\\', '/'),
        parent,
        Below(contents, parent, ImageFolders).ToLookup(file => file.Key, file => file.Path, StringComparer.Ordinal),
        Below(contents, parent, MaskFolders).SelectMany(file => MaskedNames(file.Key).Select(key => (key, file.Path)))
            .ToLookup(mask => mask.key, mask => mask.Path, StringComparer.Ordinal));

    /// <summary>The images below the folders of these names, each with its relative path without extension.</summary>
    private static IEnumerable<(string Key, string Path)> Below(FolderContents contents, string parent, string[] names) =>
        from folder in FoldersNamed(contents, parent, names)
        from image in contents.Below(folder)
        select (Path.ChangeExtension(Path.GetRelativePath(folder, image), null), image);

    /// <summary>The names of the images that a mask may belong to.</summary>
    private static IEnumerable<string> MaskedNames(string mask) =>
        MaskEndings.Where(ending => mask.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            .Select(ending => mask[..^ending.Length]).Prepend(mask);

    private static IEnumerable<string> FoldersNamed(FolderContents contents, string parent, string[] names) =>
        contents.FoldersIn(parent).Where(folder => names.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase));

    /// <summary>All folders except the methods of SAGI-D, which look alike and have a layout of their own.</summary>
    private static IEnumerable<string> Parents(FolderContents contents) => contents.Folders.Where(parent => !IsOfSagi(contents, parent));

    private static bool IsOfSagi(FolderContents contents, string method) =>
        method != contents.Root && SagiLayout.IsSource(contents, Path.GetDirectoryName(method)!);
}
