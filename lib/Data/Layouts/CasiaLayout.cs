namespace Telltale.Data.Layouts;

/// <summary>
/// CASIA v1 and v2 (Dong, Wang, Tan, ChinaSIP 2013): folders <c>Au</c> and <c>Tp</c>, in v1 with <c>Sp</c> and <c>CM</c> below it, and
/// masks published separately, <c>Tp_…_gt.png</c> or <c>Sp_…_gt.png</c>, in any folder. A name like
/// <c>Tp_D_CRN_M_N_nat10156_ani00096_11600</c> or <c>Sp_D_CNN_A_art0024_ani0032_0268</c> says from how many photographs the image was
/// made, two (D) or one (S), and from which.
/// </summary>
internal sealed class CasiaLayout : ILayout
{
    private const string Ending = "_gt";

    /// <inheritdoc/>
    public string Name => "CASIA v1 and v2";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public string LooksLike => "Au, Tp and …_gt.png";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => ClassFolders(contents).Any();

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents) =>
        Collections(contents).SelectMany(collection => Collection(contents, collection));

    /// <summary>The folders that contain Au or Tp, without those inside another: the first release has <c>Modified Tp/Tp</c>.</summary>
    private static IEnumerable<string> Collections(FolderContents contents)
    {
        string[] all = [.. ClassFolders(contents).Select(folder => Path.GetDirectoryName(folder)!).Distinct()];
        return all.Where(folder => !all.Any(other => folder.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ClassFolders(FolderContents contents) =>
        contents.Folders.Where(folder => folder != contents.Root && (IsNamed(folder, "Tp") || IsNamed(folder, "Au")));

    private static IEnumerable<LayoutEntry> Collection(FolderContents contents, string collection)
    {
        var masks = contents.Images.Where(IsMask).ToLookup(MaskedName, StringComparer.OrdinalIgnoreCase);
        var images = contents.Below(collection).Where(file => Words(file) is ["Au" or "Tp" or "Sp", _, _, ..] && !IsMask(file)).ToList();
        var groups = ConnectedGroups(images.Select(Photographs));
        foreach (var image in images)
        {
            var record = new ImageRecord(image, ImageLabel.Authentic, contents.SourceAndSplit(collection).Source)
            {
                SourceId = OriginalIdentity.Of("casia", groups[Photographs(image)[0]]),
            };
            yield return Words(image)[0] == "Au"
                ? record
                : Edited(record, Nearest(masks[Path.GetFileNameWithoutExtension(image)], collection), collection);
        }
    }

    /// <summary>The masks below the collection, or all where it has none: they are published apart from the images.</summary>
    private static string[] Nearest(IEnumerable<string> masks, string collection)
    {
        string[] inside = [.. masks.Where(mask => mask.StartsWith(collection + Path.DirectorySeparatorChar, StringComparison.Ordinal))];
        return inside.Length > 0 ? inside : [.. masks];
    }

    private static LayoutEntry Edited(ImageRecord record, string[] masks, string collection) => masks switch
    {
        [var mask] => record with
        {
            Label = ImageLabel.Edited,
            MaskPath = mask,
            Method = Words(record.Path)[1] == "D" ? "splicing" : "copy-move",
            EditKind = EditKind.Spliced,
        },
        [] => LayoutEntry.WithoutMask(
            record.Path, $"{Path.GetFileNameWithoutExtension(record.Path)}_gt.png below {collection}", "Add or rename the masks"),
        _ => new ImageFileException(record.Path, $"It has {masks.Length} masks: {string.Join(" and ", masks)}.", "Keep the right one."),
    };

    /// <summary>The photographs an image was made from: <c>ani00018</c> for Au_ani_00018, two for a splice.</summary>
    private static string[] Photographs(string image) =>
        Words(image) is ["Tp" or "Sp", _, .., var first, var second, _] ? [first, second] : [string.Concat(Words(image).Skip(1))];

    /// <summary>Union-find: for each photograph, the first name of all those connected with it by images made from both.</summary>
    private static Dictionary<string, string> ConnectedGroups(IEnumerable<string[]> links)
    {
        var parent = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var photographs in links)
        {
            foreach (var photograph in photographs)
            {
                parent.TryAdd(photograph, photograph);
                var (one, other) = (Root(photographs[0]), Root(photograph));
                (one, other) = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
                parent[other] = one;
            }
        }
        return parent.Keys.ToDictionary(photograph => photograph, Root, StringComparer.Ordinal);

        string Root(string photograph) => parent[photograph] == photograph ? photograph : parent[photograph] = Root(parent[photograph]);
    }

    private static string[] Words(string file) => Path.GetFileNameWithoutExtension(file).Split('_');

    /// <summary>True for the ending of masks, and for any file in a folder of masks.</summary>
    private static bool IsMask(string file) =>
        Path.GetFileNameWithoutExtension(file).EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
        || file.Split(Path.DirectorySeparatorChar)[..^1].TakeLast(2).Any(folder => folder.Equals("Gt", StringComparison.OrdinalIgnoreCase)
            || folder.EndsWith("Groundtruth", StringComparison.OrdinalIgnoreCase));

    private static string MaskedName(string mask) => Path.GetFileNameWithoutExtension(mask) is var name
        && name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? name[..^Ending.Length] : name;

    private static bool IsNamed(string folder, string name) => Path.GetFileName(folder).Equals(name, StringComparison.OrdinalIgnoreCase);
}
