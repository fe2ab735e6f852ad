using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// ITW-SM (Konstantinidou et al., MAD 2026), the validation set of MediaEval's detection task: <c>0_real/Facebook_real_1042.jpg</c> and
/// <c>1_fake/instagram_1030.jpg</c>, with the platform in the name and in <c>metadata.csv</c> (file_name, label, target, platform). Each
/// platform is a source, so that results are reported by platform.
/// </summary>
internal sealed partial class ItwSmLayout : ILayout
{
    private static readonly string[] Columns = ["file_name", "platform"], Classes = ["0_real", "1_fake"];

    private sealed record Row(string List, int Line, string Platform, string? Target);

    /// <inheritdoc/>
    public string Name => "ITW-SM";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Detection;

    /// <inheritdoc/>
    public string LooksLike => "0_real/Facebook_real_1.jpg and 1_fake/instagram_1.jpg, with metadata.csv or without";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => Tops(contents).Any();

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        foreach (var top in Tops(contents))
        {
            var listed = Rows(top);
            var (source, split) = contents.SourceAndSplit(top);
            foreach (var (folder, label) in Classes.Zip([ImageLabel.Real, ImageLabel.Synthetic]))
            {
                foreach (var image in contents.Below(Path.Combine(top, folder)))
                {
                    listed.TryGetValue(Path.GetFileName(image), out var row);
                    RefuseContradiction(image, folder, label, row);
                    yield return new ImageRecord(image, label, $"{source}/{row?.Platform ?? PlatformOf(image) ?? "unknown platform"}")
                    {
                        Split = split,
                    };
                }
            }
        }
    }

    /// <summary>The list of a folder, if it is in this layout; null for none.</summary>
    public static string? List(string top) =>
        Path.Combine(top, "metadata.csv") is var list && PathResolver.CanOpen(list) && ManifestTable.HasColumns(list, Columns)
            ? list
            : null;

    /// <summary>The folders that contain both classes and whose images are named after platforms, all but a few.</summary>
    private static IEnumerable<string> Tops(FolderContents contents) =>
        from top in contents.Folders
        let images = Classes.SelectMany(folder => contents.ByFolder[Path.Combine(top, folder)]).ToList()
        where Classes.All(folder => contents.ByFolder.Contains(Path.Combine(top, folder)))
        where images.Count(image => PlatformOf(image) is not null) >= 0.9 * images.Count
        select top;

    private static Dictionary<string, Row> Rows(string top)
    {
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        if (List(top) is { } list)
        {
            var hasTarget = ManifestTable.HasColumns(list, ["target"]);
            foreach (var row in ManifestTable.Rows(list, Columns, Columns))
            {
                var name = row.Required("file_name").Replace('\\', '/');
                rows[name[(name.LastIndexOf('/') + 1)..]] =
                    new(list, row.Line, row.Required("platform").ToLowerInvariant(), hasTarget ? row.Required("target") : null);
            }
        }
        return rows;
    }

    private static void RefuseContradiction(string image, string folder, ImageLabel label, Row? row)
    {
        if (row?.Target is "0" or "1" && row.Target == "1" != (label == ImageLabel.Synthetic))
        {
            throw new ManifestException(
                row.List, row.Line, $"the target of {Path.GetFileName(image)} is {row.Target}, but it is in the folder {folder}: {image}",
                "Move the image or correct the line (0 = real, 1 = synthetic).");
        }
    }

    private static string? PlatformOf(string image) =>
        Named().Match(Path.GetFileNameWithoutExtension(image)) is { Success: true } name
            ? name.Groups["platform"].Value.ToLowerInvariant()
            : null;

    [GeneratedRegex(@"^(?<platform>facebook|instagram|linkedin|x)_(real_)?\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
