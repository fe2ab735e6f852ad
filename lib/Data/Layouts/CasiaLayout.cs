namespace Telltale.Data.Layouts;

/// <summary>
/// CASIA v2 (Dong, Wang, Tan, ChinaSIP 2013): <c>Au</c>, <c>Tp</c>, and the masks that others made for it, <c>Tp_…_gt.png</c>, in any
/// folder beside. A name like <c>Tp_D_CRN_M_N_nat10156_ani00096_11600</c> says that two photographs (D) or one (S) went into the image,
/// and which.
/// </summary>
internal static class CasiaLayout
{
    /// <summary>Every authentic and every tampered image.</summary>
    public static IEnumerable<Finding> Read(FolderContents contents) =>
        contents.Folders.Where(folder => folder != contents.Root && (IsNamed(folder, "Tp") || IsNamed(folder, "Au")))
            .Select(folder => Path.GetDirectoryName(folder)!).Distinct()
            .SelectMany(collection => Collection(contents, collection));

    private static IEnumerable<Finding> Collection(FolderContents contents, string collection)
    {
        var files = contents.Below(collection).ToList();
        var masks = files.Where(IsMask).ToLookup(mask => Path.GetFileNameWithoutExtension(mask)[..^3], StringComparer.OrdinalIgnoreCase);
        var images = files.Where(file => Words(file) is ["Au" or "Tp", _, _, ..] && !IsMask(file)).ToList();
        var groups = Linked(images.Select(Photographs));
        foreach (var image in images)
        {
            var record = new ImageRecord(image, ImageLabel.Authentic, SourceFolder.Read(contents.Root, collection).Source)
            {
                SourceId = OriginalIdentity.Of("casia", groups[Photographs(image)[0]]),
            };
            yield return Words(image)[0] == "Au" ? record : Tampered(record, [.. masks[Path.GetFileNameWithoutExtension(image)]], collection);
        }
    }

    private static Finding Tampered(ImageRecord record, string[] masks, string collection) => masks switch
    {
        [var mask] => record with
        {
            Label = ImageLabel.Edited,
            MaskPath = mask,
            Method = Words(record.Path)[1] == "D" ? "splicing" : "copy-move",
            EditKind = EditKind.Spliced,
        },
        [] => Finding.WithoutMask(
            record.Path, $"{Path.GetFileNameWithoutExtension(record.Path)}_gt.png below {collection}", "Complete or rename the masks"),
        _ => new ImageFileException(record.Path, $"It has {masks.Length} masks: {string.Join(" and ", masks)}.", "Keep the right one."),
    };

    /// <summary>The photographs that went into an image: <c>ani00018</c> into Au_ani_00018, two into a splice.</summary>
    private static string[] Photographs(string image) =>
        Words(image) is ["Tp", _, .., var first, var second, _] ? [first, second] : [string.Concat(Words(image).Skip(1))];

    /// <summary>For each photograph one name of all that are linked with it by images, however far.</summary>
    private static Dictionary<string, string> Linked(IEnumerable<string[]> links)
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
