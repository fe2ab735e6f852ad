namespace Telltale.Data.Layouts;

/// <summary>
/// Folders <c>image</c> and <c>mask</c> (or <c>images</c> and <c>masks</c>) side by side, at any depth; the folder above is the source.
/// The mask of <c>a.jpg</c> is <c>a</c>, <c>a_mask</c> or <c>a_gt</c> in any format. An image without a mask is authentic where its name
/// says so (<c>005_authentic.jpg</c>) or where the folder has no masks at all.
/// </summary>
internal static class ImageMaskFolders
{
    private static readonly string[] imageFolders = ["image", "images"], maskFolders = ["mask", "masks"], maskEndings = ["_mask", "_gt"];

    /// <summary>One such pair of folders: images and masks by the name that brings them together.</summary>
    private sealed record Pair(string Place, string Parent, ILookup<string, string> Images, ILookup<string, string> Masks)
    {
        public string MaskFolder => Path.Combine(Parent, maskFolders[0]);

        public IEnumerable<(string Place, string Image)> Originals =>
            Images.SelectMany(images => images).Where(IsAuthentic).Select(image => (Place, image));

        public bool IsAuthentic(string image) => Masks.Count == 0 || OriginalNames.IsAuthentic(image);
    }

    /// <summary>Every image; the folders of SAGI-D, which look alike, are passed over.</summary>
    public static IEnumerable<Finding> Read(FolderContents contents)
    {
        var pairs = contents.Folders.Where(parent => !IsOfSagi(contents, parent))
            .Select(parent => PairIn(contents, parent)).Where(pair => pair.Images.Count > 0).ToList();
        // A folder without masks holds originals of its neighbours, as cvip_d3_authentic does.
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
                    yield return Record(contents.Root, pair, images.Key, image) with
                    {
                        SourceId = originals.Find(image) ?? neighbours.Find(image) ?? OriginalNames.Identity(pair.Place, image),
                    };
                }
            }
        }
    }

    private static ImageRecord Record(string root, Pair pair, string key, string image)
    {
        var (source, split) = SourceFolder.Read(root, pair.Parent);
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
            return new(masks[0], $"It is the mask of {images.Length} images: {string.Join(" and ", images)}.", "Rename or remove all but one.");
        }
        if (masks.Length > 1)
        {
            return new(images[0], $"It has {masks.Length} masks: {string.Join(" and ", masks)}.", "Keep the right one.");
        }
        return masks.Length == 0 && images.FirstOrDefault(image => !pair.IsAuthentic(image)) is { } lonely
            ? Finding.WithoutMask(
                lonely, $"{Path.Combine(pair.MaskFolder, key)}.png (or _mask.png, _gt.png, and other formats)",
                "Add the mask, or call the image …_authentic where it is authentic")
            : null;
    }

    private static Pair PairIn(FolderContents contents, string parent) => new(
        parent == contents.Root ? Path.GetFileName(parent) : Path.GetRelativePath(contents.Root, parent).Replace('\\', '/'),
        parent,
        Below(contents, parent, imageFolders).ToLookup(file => file.Key, file => file.Path, StringComparer.Ordinal),
        Below(contents, parent, maskFolders).SelectMany(file => Meant(file.Key).Select(key => (key, file.Path)))
            .ToLookup(mask => mask.key, mask => mask.Path, StringComparer.Ordinal));

    /// <summary>The images below the folders of these names, each with its path there without the ending.</summary>
    private static IEnumerable<(string Key, string Path)> Below(FolderContents contents, string parent, string[] names) =>
        from folder in contents.FoldersIn(parent)
        where names.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase)
        from image in contents.Below(folder)
        select (Path.ChangeExtension(Path.GetRelativePath(folder, image), null), image);

    /// <summary>The images that a mask may be of.</summary>
    private static IEnumerable<string> Meant(string mask) =>
        [mask, .. maskEndings.Where(ending => mask.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).Select(ending => mask[..^ending.Length])];

    private static bool IsOfSagi(FolderContents contents, string method) =>
        method != contents.Root && SagiLayout.IsSource(contents, Path.GetDirectoryName(method)!);
}
