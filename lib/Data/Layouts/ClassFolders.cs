namespace Telltale.Data.Layouts;

/// <summary>
/// Folders named after the classes: <c>0_real</c> and <c>1_fake</c> (or <c>real</c> and <c>fake</c>) at any depth, as in MediaEval
/// detection, ForenSynths and SIDBench; and GenImage's <c>&lt;generator&gt;/{train,val}/{ai,nature}</c>. The innermost such folder
/// decides; the folder above it is the source.
/// </summary>
internal sealed class ClassFolders : ILayout
{
    /// <inheritdoc/>
    public string Name => "class folders";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Detection;

    /// <inheritdoc/>
    public string LooksLike => "0_real and 1_fake, or real and fake, at any depth; GenImage: <generator>/{train,val}/{ai,nature}";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => contents.Images.Any(image => Labelled(contents, image) is not null);

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents) =>
        contents.Images.Select(image => Labelled(contents, image)).OfType<ImageRecord>().Select(record => (LayoutEntry)record);

    private static ImageRecord? Labelled(FolderContents contents, string image)
    {
        var folders = Path.GetRelativePath(contents.Root, image).Split(Path.DirectorySeparatorChar)[..^1];
        for (var depth = folders.Length - 1; depth >= 0; depth--)
        {
            // Folders named ai and nature are common; they are classes in GenImage's place only.
            var isBelowSplit = depth > 0 && SplitNames.Canonical(folders[depth - 1]) is not null;
            ImageLabel? label = folders[depth].ToLowerInvariant() switch
            {
                "0_real" or "real" => ImageLabel.Real,
                "1_fake" or "fake" => ImageLabel.Synthetic,
                "nature" when isBelowSplit => ImageLabel.Real,
                "ai" when isBelowSplit => ImageLabel.Synthetic,
                _ => null,
            };
            if (label is { } known)
            {
                var (source, split) = contents.SourceAndSplit(Path.Combine([contents.Root, .. folders[..depth]]));
                return new(image, known, source) { Split = split };
            }
        }
        return null;
    }
}
