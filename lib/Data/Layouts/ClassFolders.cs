namespace Telltale.Data.Layouts;

/// <summary>
/// Folders named after the classes: <c>0_real</c> and <c>1_fake</c>, <c>real</c> and <c>fake</c> or <c>synthetic</c> at any depth, as in
/// MediaEval detection, ForenSynths and SIDBench; GenImage's <c>ai</c> and <c>nature</c>, side by side or below a split. The innermost
/// such folder decides; the folder above it is the source.
/// </summary>
/// <remarks>
/// One folder of real images may serve several generators: <c>real/*</c> and <c>fake/&lt;generator&gt;/*</c>, where the generator is the
/// source, or <c>laion/0_real</c> next to <c>dalle/1_fake</c> and <c>glide/1_fake</c>.
/// </remarks>
internal sealed class ClassFolders : ILayout
{
    /// <inheritdoc/>
    public string Name => "class folders";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Detection;

    /// <inheritdoc/>
    public string LooksLike => "0_real and 1_fake, or real and fake or synthetic, or nature and ai, at any depth";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => contents.Images.Any(image => ClassOf(contents, image) is not null);

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        foreach (var image in contents.Images)
        {
            if (ClassOf(contents, image) is { } found)
            {
                var (source, split) = contents.SourceAndSplit(SourceOf(contents, image, found.Folder));
                yield return new ImageRecord(image, found.Label, source) { Split = split };
            }
        }
    }

    /// <summary>The label that the folders of a file name; null for none.</summary>
    public static ImageLabel? LabelOf(FolderContents contents, string file) => ClassOf(contents, file)?.Label;

    private static (ImageLabel Label, string Folder)? ClassOf(FolderContents contents, string file)
    {
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > contents.Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            ImageLabel? label = Path.GetFileName(folder).ToLowerInvariant() switch
            {
                "0_real" or "real" => ImageLabel.Real,
                "1_fake" or "fake" or "synthetic" => ImageLabel.Synthetic,
                "nature" when IsClass(contents, folder, "ai", "fake", "synthetic") => ImageLabel.Real,
                "ai" when IsClass(contents, folder, "nature", "real", "0_real") => ImageLabel.Synthetic,
                _ => null,
            };
            if (label is { } known)
            {
                return (known, folder);
            }
        }
        return null;
    }

    /// <summary>Folders named ai and nature are common; they are classes below a split, as in GenImage, or side by side.</summary>
    private static bool IsClass(FolderContents contents, string folder, params string[] others)
    {
        var above = Path.GetDirectoryName(folder)!;
        return SplitNames.Canonical(Path.GetFileName(above)) is not null
            || contents.FoldersIn(above).Any(next => others.Contains(Path.GetFileName(next), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>
    /// The folder above the class; or, where the real images lie directly in their folder and the others in folders of their generators,
    /// that path with the generator.
    /// </summary>
    private static string SourceOf(FolderContents contents, string image, string classFolder)
    {
        var (above, folder) = (Path.GetDirectoryName(classFolder)!, Path.GetDirectoryName(image)!);
        return folder != classFolder && !contents.ByFolder.Contains(classFolder) && SharesReals(contents, above)
            ? Path.Combine(above, Path.GetRelativePath(classFolder, folder))
            : above;
    }

    private static bool SharesReals(FolderContents contents, string above) => contents.FoldersIn(above)
        .Any(next => Path.GetFileName(next).ToLowerInvariant() is "real" or "0_real" or "nature" && contents.ByFolder.Contains(next));
}
