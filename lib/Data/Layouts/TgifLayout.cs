using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// TGIF and TGIF2 (Mareen et al., WIFS 2024), with the names that their authors document: <c>orig</c> (or <c>original</c>), <c>masks</c>,
/// and one folder per method and kind (<c>ps-sp</c>, <c>sd2-fr</c>, …), each with training, validation and testing, and optionally
/// further folders below these, the same in all.
/// </summary>
/// <remarks>
/// The image's name says which mask marks the edit. Photoshop widened the selections, and every spliced image was composed with the wider
/// mask (<c>…_ps_mask.png</c>). <c>{id}_mask_512.png</c> marks the square shown to the generator, not the edit, and is never used.
/// </remarks>
internal sealed partial class TgifLayout : ILayout
{
    /// <inheritdoc/>
    public string Name => "TGIF";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public string LooksLike => "orig, masks, ps-sp, sd2-sp, sd2-fr, sdxl-fr with training, validation, testing";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => Sets(contents).Any();

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        foreach (var set in Sets(contents))
        {
            var holdsOriginals = IsOriginals(set);
            foreach (var image in Splits(contents, set).SelectMany(contents.Below))
            {
                yield return holdsOriginals ? Original(contents, set, image) : Edited(contents, set, image);
            }
        }
    }

    /// <summary>The folders of originals and those of edited images that have a split.</summary>
    private static IEnumerable<string> Sets(FolderContents contents) =>
        from folder in contents.Folders
        where folder != contents.Root && (IsOriginals(folder) || Subset().IsMatch(Path.GetFileName(folder)))
        where Splits(contents, folder).Any()
        select folder;

    private static IEnumerable<string> Splits(FolderContents contents, string set) =>
        contents.FoldersIn(set).Where(part => SplitNames.Canonical(Path.GetFileName(part)) is not null);

    private static bool IsOriginals(string folder) => Originals().IsMatch(Path.GetFileName(folder));

    private static LayoutEntry Original(FolderContents contents, string set, string image) =>
        OriginalName().Match(Path.GetFileName(image)) is { Success: true } name
            ? Record(contents, set, image, ImageLabel.Authentic, name.Groups["id"].Value)
            : Unnamed(image, "{id}_orig.png or {id}_orig_512.png");

    private static LayoutEntry Edited(FolderContents contents, string set, string image)
    {
        if (EditedName().Match(Path.GetFileName(image)) is not { Success: true } name)
        {
            return Unnamed(image, "{id}_mask_{bbox|segm|random}.png_…_{number}.png");
        }
        var candidates = MaskNames(name)
            .SelectMany(mask => MaskFolders(set, name).Select(folder => Path.Combine(folder, InSet(set, image), mask))).ToList();
        if (candidates.FirstOrDefault(contents.Contains) is not { } found)
        {
            return LayoutEntry.WithoutMask(image, string.Join(" and ", candidates));
        }
        return Record(contents, set, image, ImageLabel.Edited, name.Groups["id"].Value) with
        {
            MaskPath = found,
            Method = name.Groups["model"].Value,
            EditKind = Subset().Match(Path.GetFileName(set)).Groups["kind"].Value.Equals("sp", StringComparison.OrdinalIgnoreCase)
                ? EditKind.Spliced
                : EditKind.FullyRegenerated,
        };
    }

    private static ImageRecord Record(FolderContents contents, string set, string image, ImageLabel label, string id) =>
        new(image, label, contents.SourceAndSplit(Path.GetDirectoryName(set)!).Source)
        {
            SourceId = OriginalIdentity.Of("coco", id),
            Split = SplitNames.Canonical(InSet(set, image).Split(Path.DirectorySeparatorChar)[0]),
        };

    /// <summary>The names that the mask of the edit may have, best first.</summary>
    private static IEnumerable<string> MaskNames(Match name)
    {
        var selection = name.Groups["mask"].Value;
        if (name.Groups["crop"] is { Success: true, Value: var crop })
        {
            return [$"{Path.GetFileNameWithoutExtension(selection)}_{crop}.png"];
        }
        return name.Groups["widened"].Success ? [selection + "_ps_mask.png"]
            : name.Groups["model"].Value == "ps" ? [selection + "_ps_mask.png", selection]
            : [selection];
    }

    /// <summary><c>masks</c>, and TGIF2's <c>masks-flux</c>, <c>masks-sd2</c> and <c>masks-sdxl</c>, next to the set.</summary>
    private static IEnumerable<string> MaskFolders(string set, Match name)
    {
        var (beside, model) = (Path.GetDirectoryName(set)!, name.Groups["model"].Value);
        var family = model.StartsWith("flux", StringComparison.Ordinal) ? "flux" : model;
        return [Path.Combine(beside, "masks-" + family), Path.Combine(beside, "masks")];
    }

    private static string InSet(string set, string image) => Path.GetRelativePath(set, Path.GetDirectoryName(image)!);

    private static ImageFileException Unnamed(string image, string pattern) =>
        new(image, $"Files in this TGIF folder are named {pattern}.", "Rename or remove it.");

    [GeneratedRegex("^[a-z0-9]+(-random)?-(?<kind>sp|fr)$", RegexOptions.IgnoreCase)]
    private static partial Regex Subset();

    [GeneratedRegex("^orig(inal)?(-[a-z0-9]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Originals();

    [GeneratedRegex(@"^(?<id>.+)_orig(_\d+)?\.\w+$")]
    private static partial Regex OriginalName();

    [GeneratedRegex(
        @"^(?<mask>(?<id>.+?)_mask_(bbox|segm|random)\.png)(?<widened>_ps_mask\.png)?" +
        @"_(?<model>[a-z0-9]+?)(-(?<crop>\d+))?_\d+\.\w+$")]
    private static partial Regex EditedName();
}
