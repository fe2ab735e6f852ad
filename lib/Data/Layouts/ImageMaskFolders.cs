namespace Telltale.Data.Layouts;

/// <summary>
/// Folders <c>image</c> and <c>mask</c> side by side, at any depth, or <c>Tp</c>, <c>Gt</c> and <c>Au</c> as IMDL-BenCo arranges data
/// sets, and other common names; the folder above is the source. <see cref="MaskNames"/> says how a mask is called. An image without a
/// mask is authentic where its name or folder says so (<c>005_authentic.jpg</c>, <c>Au/5.jpg</c>) or where the folder has no masks at all.
/// </summary>
internal sealed class ImageMaskFolders : ILayout
{
    /// <inheritdoc/>
    public string Name => "image and mask folders";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public string LooksLike => "folders image and mask side by side";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => Parents(contents).Any();

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        var pairs = Parents(contents).Select(parent => new FolderPair(contents, parent)).Where(pair => pair.Edits.Count > 0).ToList();
        // A folder without masks contains the originals of its neighbours, as cvip_d3_authentic does.
        var neighbours = new OriginalNames(pairs.Where(pair => pair.HasNoMasks).SelectMany(Authentic));
        return pairs.SelectMany(pair => Read(contents, pair, neighbours));
    }

    private static IEnumerable<LayoutEntry> Read(FolderContents contents, FolderPair pair, OriginalNames neighbours)
    {
        var originals = new OriginalNames(Authentic(pair));
        var (source, split) = contents.SourceAndSplit(pair.Parent);
        var imagesOf = pair.Edits.SelectMany(image => pair.MasksOf(image.Name).Select(mask => (mask, image.Path)))
            .ToLookup(match => match.mask, match => match.Path, StringComparer.Ordinal);
        foreach (var (name, image) in pair.Edits.Concat(pair.Originals).DistinctBy(image => image.Path))
        {
            if (ProblemOf(pair, name, image, imagesOf) is { } problem)
            {
                yield return problem;
                if (problem.File != image)
                {
                    yield return LayoutEntry.LeaveOut(image, "its mask belongs to several images");
                }
                continue;
            }
            yield return new ImageRecord(image, pair.IsAuthentic(image) ? ImageLabel.Authentic : ImageLabel.Edited, source)
            {
                MaskPath = pair.MasksOf(name) is [var mask, ..] ? mask : null,
                Split = split,
                SourceId = originals.Find(image) ?? neighbours.Find(image) ?? OriginalNames.Identity(pair.Place, image),
            };
        }
    }

    private static ImageFileException? ProblemOf(FolderPair pair, string name, string image, ILookup<string, string> imagesOf)
    {
        if (pair.Originals.Any(original => original.Path == image))
        {
            return null;
        }
        var masks = pair.MasksOf(name);
        if (masks.Count == 1 && imagesOf[masks[0]].ToArray() is { Length: > 1 } images)
        {
            return new(
                masks[0], $"It is the mask of {images.Length} images: {string.Join(" and ", images)}.", "Rename or remove all but one.");
        }
        if (masks.Count > 1)
        {
            return new(image, $"It has {masks.Count} masks: {string.Join(" and ", masks)}.", "Keep the right one.");
        }
        return masks.Count == 0 && !pair.IsAuthentic(image)
            ? LayoutEntry.WithoutMask(
                image, $"{pair.MaskPath(name)}.png (or _mask.png, _gt.png, and other formats)",
                "Add the mask, name the image …_authentic if it is authentic")
            : null;
    }

    private static IEnumerable<(string Place, string Image)> Authentic(FolderPair pair) =>
        pair.Edits.Concat(pair.Originals).Where(image => pair.IsAuthentic(image.Path)).Select(image => (pair.Place, image.Path));

    /// <summary>All folders except the methods of SAGI-D, which look alike and have a layout of their own.</summary>
    private static IEnumerable<string> Parents(FolderContents contents) =>
        contents.Folders.Where(parent => FolderPair.IsIn(contents, parent) && !IsOfSagi(contents, parent));

    private static bool IsOfSagi(FolderContents contents, string method) =>
        method != contents.Root && SagiLayout.IsSource(contents, Path.GetDirectoryName(method)!);
}
