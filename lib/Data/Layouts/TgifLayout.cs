using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// TGIF and TGIF2 (Mareen et al., WIFS 2024), by the names that their makers document: <c>orig</c> (or <c>original</c>), <c>masks</c>, and
/// a folder for each method and kind (<c>ps-sp</c>, <c>sd2-fr</c>, …), each with training, validation and testing, and below these the
/// same folders or none.
/// </summary>
/// <remarks>
/// Which mask marks the edit stands in the image's name. Photoshop widened the selections, and every splice was cut out by its wider
/// mask (<c>…_ps_mask.png</c>). <c>{id}_mask_512.png</c> marks the square shown to the generator, not what it edited, and is never used.
/// </remarks>
internal static partial class TgifLayout
{
    /// <summary>Every original and every edited image.</summary>
    public static IEnumerable<Finding> Read(FolderContents contents)
    {
        foreach (var set in contents.Folders.Where(folder => folder != contents.Root))
        {
            var (holdsOriginals, holdsEdits) = (Originals().IsMatch(Path.GetFileName(set)), Subset().IsMatch(Path.GetFileName(set)));
            var splits = contents.FoldersIn(set).Where(part => SplitNames.Canonical(Path.GetFileName(part)) is not null);
            foreach (var image in holdsOriginals || holdsEdits ? splits.SelectMany(contents.Below) : [])
            {
                yield return holdsOriginals ? Original(contents.Root, set, image) : Edited(contents, set, image);
            }
        }
    }

    private static Finding Original(string root, string set, string image) =>
        OriginalName().Match(Path.GetFileName(image)) is { Success: true } name
            ? Record(root, set, image, ImageLabel.Authentic, name.Groups["id"].Value)
            : Unnamed(image, "{id}_orig.png or {id}_orig_512.png");

    private static Finding Edited(FolderContents contents, string set, string image)
    {
        if (EditedName().Match(Path.GetFileName(image)) is not { Success: true } name)
        {
            return Unnamed(image, "{id}_mask_{bbox|segm|random}.png_…_{number}.png");
        }
        var candidates = MaskNames(name)
            .SelectMany(mask => MaskFolders(set, name).Select(folder => Path.Combine(folder, InSet(set, image), mask))).ToList();
        if (candidates.FirstOrDefault(contents.Holds) is not { } found)
        {
            return Finding.WithoutMask(image, string.Join(" and ", candidates));
        }
        return Record(contents.Root, set, image, ImageLabel.Edited, name.Groups["id"].Value) with
        {
            MaskPath = found,
            Method = name.Groups["model"].Value,
            EditKind = Subset().Match(Path.GetFileName(set)).Groups["kind"].Value.Equals("sp", StringComparison.OrdinalIgnoreCase)
                ? EditKind.Spliced
                : EditKind.FullyRegenerated,
        };
    }

    private static ImageRecord Record(string root, string set, string image, ImageLabel label, string id) =>
        new(image, label, SourceFolder.Read(root, Path.GetDirectoryName(set)!).Source)
        {
            SourceId = OriginalIdentity.Of("coco", id),
            Split = SplitNames.Canonical(InSet(set, image).Split(Path.DirectorySeparatorChar)[0]),
        };

    /// <summary>The masks that may mark the edit, best first.</summary>
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

    /// <summary><c>masks</c>, and what TGIF2 calls <c>masks-flux</c>, <c>masks-sd2</c>, <c>masks-sdxl</c>, beside the set.</summary>
    private static IEnumerable<string> MaskFolders(string set, Match name)
    {
        var (beside, model) = (Path.GetDirectoryName(set)!, name.Groups["model"].Value);
        return [Path.Combine(beside, "masks-" + (model.StartsWith("flux", StringComparison.Ordinal) ? "flux" : model)), Path.Combine(beside, "masks")];
    }

    private static string InSet(string set, string image) => Path.GetRelativePath(set, Path.GetDirectoryName(image)!);

    private static ImageFileException Unnamed(string image, string pattern) =>
        new(image, $"In this folder of TGIF, files are called {pattern}.", "Rename it or take it out.");

    [GeneratedRegex("^[a-z0-9]+(-random)?-(?<kind>sp|fr)$", RegexOptions.IgnoreCase)]
    private static partial Regex Subset();

    [GeneratedRegex("^orig(inal)?(-[a-z0-9]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Originals();

    [GeneratedRegex(@"^(?<id>.+)_orig(_\d+)?\.\w+$")]
    private static partial Regex OriginalName();

    [GeneratedRegex(@"^(?<mask>(?<id>.+?)_mask_(bbox|segm|random)\.png)(?<widened>_ps_mask\.png)?_(?<model>[a-z0-9]+?)(-(?<crop>\d+))?_\d+\.\w+$")]
    private static partial Regex EditedName();
}
