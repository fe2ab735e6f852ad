namespace Telltale.Data.Layouts;

/// <summary>
/// CASIA v2 (Dong, Wang, Tan, ChinaSIP 2013): folders <c>Au</c> and <c>Tp</c>, and masks published separately, <c>Tp_…_gt.png</c>, in
/// any folder next to them. A name like <c>Tp_D_CRN_M_N_nat10156_ani00096_11600</c> says from how many photographs the image was made,
/// two (D) or one (S), and from which.
/// </summary>
internal sealed class CasiaLayout : ILayout
{
    /// <inheritdoc/>
    public string Name => "CASIA v2";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public string LooksLike => "Au, Tp and …_gt.png";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => ClassFolders(contents).Any();

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents) =>
        ClassFolders(contents).Select(folder => Path.GetDirectoryName(folder)!).Distinct()
            .SelectMany(collection => Collection(contents, collection));

    private static IEnumerable<string> ClassFolders(FolderContents contents) =>
        contents.Folders.Where(folder => folder != contents.Root && (IsNamed(folder, "Tp") || IsNamed(folder, "Au")));

    private static IEnumerable<LayoutEntry> Collection(FolderContents contents, string collection)
    {
        var files = contents.Below(collection).ToList();
        var masks = files.Where(IsMask).ToLookup(mask => Path.GetFileNameWithoutExtension(mask)[..^3], StringComparer.OrdinalIgnoreCase);
        var images = files.Where(file => Words(file) is ["Au" or "Tp", _, _, ..] && !IsMask(file)).ToList();
        var groups = ConnectedGroups(images.Select(Photographs));
        foreach (var image in images)
        {
            var record = new ImageRecord(image, ImageLabel.Authentic, contents.SourceAndSplit(collection).Source)
            {
                SourceId = OriginalIdentity.Of("casia", groups[Photographs(image)[0]]),
            };
            yield return Words(image)[0] == "Au" ? record : Edited(record, [.. masks[Path.GetFileNameWithoutExtension(image)]], collection);
        }
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
        Words(image) is ["Tp", _, .., var first, var second, _] ? [first, second] : [string.Concat(Words(image).Skip(1))];

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

    private static bool IsMask(string file) => Path.GetFileNameWithoutExtension(file).EndsWith("_gt", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamed(string folder, string name) => Path.GetFileName(folder).Equals(name, StringComparison.OrdinalIgnoreCase);
}
