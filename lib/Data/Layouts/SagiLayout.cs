using System.Globalization;
using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// SAGI-D, the validation set of MediaEval's localization task: <c>&lt;source&gt;/original</c>,
/// <c>&lt;source&gt;/&lt;method&gt;/image</c> and <c>mask</c>. Only the official list says whether an image is spliced or
/// fully regenerated; without it, that is unknown.
/// </summary>
internal sealed partial class SagiLayout : ILayout
{
    private const string Originals = "original", Images = "image", Masks = "mask";

    /// <inheritdoc/>
    public string Name => "SAGI-D";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public string LooksLike => "<source>/original, <source>/<method>/image and mask, or its list as a CSV file";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => Lists(contents).Any() || contents.Folders.Any(folder => IsSource(contents, folder));

    /// <summary>The images that the lists name, and all images of sources that no list names.</summary>
    /// <param name="contents">The images below the top folder.</param>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        var listed = Lists(contents).SelectMany(path => SagiList.Read(path, contents)).ToList();
        var named = listed.Select(entry => SourceOf(entry.Record?.Path ?? entry.Problem!.File)).ToHashSet(StringComparer.Ordinal);
        var unnamed = contents.Folders.Where(folder => IsSource(contents, folder) && !named.Contains(folder));
        return listed.Concat(unnamed.SelectMany(folder => Unlisted(contents, folder)));
    }

    /// <summary>True for the folder of a source: it contains originals, and methods with images.</summary>
    public static bool IsSource(FolderContents contents, string folder) =>
        contents.ByFolder.Contains(Path.Combine(folder, Originals))
        && contents.FoldersIn(folder).Any(method => contents.ByFolder.Contains(Path.Combine(method, Images)));

    /// <summary>An original.</summary>
    public static ImageRecord Authentic(string root, string image) =>
        Named(root, image, ImageLabel.Authentic, Path.GetFileNameWithoutExtension(image));

    /// <summary>An edited image.</summary>
    public static ImageRecord Edited(string root, string image, string mask, EditKind kind)
    {
        // The name starts with the source, which is not part of the original's name.
        var name = Path.GetFileNameWithoutExtension(image);
        var prefix = Path.GetFileName(SourceOf(image)) + "_";
        return Named(root, image, ImageLabel.Edited, name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name) with
        {
            MaskPath = mask,
            Method = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(image)!)),
            EditKind = kind,
        };
    }

    private static IEnumerable<string> Lists(FolderContents contents) =>
        Directory.EnumerateFiles(contents.Root, "*.csv").Order(StringComparer.Ordinal).Where(PathResolver.CanOpen).Where(SagiList.Is)
            .Concat(contents.OfficialList is { } list ? [list] : []);

    private static IEnumerable<LayoutEntry> Unlisted(FolderContents contents, string source)
    {
        foreach (var original in contents.ByFolder[Path.Combine(source, Originals)])
        {
            yield return Authentic(contents.Root, original);
        }
        foreach (var method in contents.FoldersIn(source))
        {
            foreach (var image in contents.ByFolder[Path.Combine(method, Images)])
            {
                var mask = Path.Combine(method, Masks, Path.GetFileNameWithoutExtension(image) + "_mask.png");
                yield return contents.Contains(mask)
                    ? Edited(contents.Root, image, mask, EditKind.Unknown)
                    : LayoutEntry.WithoutMask(image, mask);
            }
        }
    }

    /// <summary>The first word of a name identifies the photograph; the last _Q… is the JPEG quality of its original.</summary>
    private static ImageRecord Named(string root, string image, ImageLabel label, string name)
    {
        var folder = SourceOf(image);
        var source = Path.GetFileName(folder);
        return new(image, label, source)
        {
            SourceId = OriginalIdentity.Of(source, name.Split('_')[0]),
            Split = SourceFolder.Read(root, folder).Split,
            JpegQuality = Quality().Match(name) is { Success: true } quality
                ? int.Parse(quality.Groups[1].Value, CultureInfo.InvariantCulture) : null,
        };
    }

    private static string SourceOf(string image)
    {
        var folder = Path.GetDirectoryName(image)!;
        var parent = Path.GetDirectoryName(folder)!;
        return Path.GetFileName(folder) == Originals ? parent : Path.GetDirectoryName(parent)!;
    }

    [GeneratedRegex(@"_Q(\d{1,3})(?=_|$)", RegexOptions.RightToLeft)]
    private static partial Regex Quality();
}
