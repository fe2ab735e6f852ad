using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// SAGI-D, the validation set of MediaEval's localization task: <c>&lt;source&gt;/original</c>, <c>&lt;source&gt;/&lt;method&gt;/image</c> and
/// <c>mask</c>. Splice or full regeneration stands in the official list alone; without it, it is not known.
/// </summary>
internal static partial class SagiLayout
{
    private const string Originals = "original", Images = "image", Masks = "mask";

    /// <summary>What the lists name, and all images of the sources that they do not name.</summary>
    /// <param name="contents">What lies below the top folder.</param>
    /// <param name="list">An official list beside those at the top; null for none.</param>
    public static IEnumerable<Finding> Read(FolderContents contents, string? list)
    {
        var listed = Directory.EnumerateFiles(contents.Root, "*.csv").Order(StringComparer.Ordinal).Where(SagiList.Is)
            .Concat(list is null ? [] : [Path.GetFullPath(list)])
            .SelectMany(path => SagiList.Read(path, contents)).ToList();
        var named = listed.Select(finding => SourceOf(finding.Record?.Path ?? finding.Problem!.File)).ToHashSet(StringComparer.Ordinal);
        var unnamed = contents.Folders.Where(folder => IsSource(contents, folder) && !named.Contains(folder));
        return listed.Concat(unnamed.SelectMany(folder => Unlisted(contents, folder)));
    }

    /// <summary>True for the folder of a source: it holds originals, and methods with images.</summary>
    public static bool IsSource(FolderContents contents, string folder) =>
        contents.ByFolder.Contains(Path.Combine(folder, Originals))
        && contents.FoldersIn(folder).Any(method => contents.ByFolder.Contains(Path.Combine(method, Images)));

    /// <summary>An original.</summary>
    public static ImageRecord Authentic(string root, string image) => Named(root, image, ImageLabel.Authentic, Path.GetFileNameWithoutExtension(image));

    /// <summary>An edited image.</summary>
    public static ImageRecord Edited(string root, string image, string mask, EditKind kind)
    {
        // The source stands before the name of the original.
        var name = Path.GetFileNameWithoutExtension(image);
        var prefix = Path.GetFileName(SourceOf(image)) + "_";
        return Named(root, image, ImageLabel.Edited, name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name) with
        {
            MaskPath = mask,
            Method = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(image)!)),
            EditKind = kind,
        };
    }

    private static IEnumerable<Finding> Unlisted(FolderContents contents, string source)
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
                yield return contents.Holds(mask)
                    ? Edited(contents.Root, image, mask, EditKind.Unknown)
                    : Finding.WithoutMask(image, mask);
            }
        }
    }

    /// <summary>The photograph is the first word of a name; the last _Q… is the JPEG quality of its original.</summary>
    private static ImageRecord Named(string root, string image, ImageLabel label, string name)
    {
        var folder = SourceOf(image);
        var source = Path.GetFileName(folder);
        return new(image, label, source)
        {
            SourceId = OriginalIdentity.Of(source, name.Split('_')[0]),
            Split = SourceFolder.Read(root, folder).Split,
            JpegQuality = Quality().Match(name) is { Success: true } quality ? int.Parse(quality.Groups[1].Value) : null,
        };
    }

    private static string SourceOf(string image)
    {
        var folder = Path.GetDirectoryName(image)!;
        return Path.GetFileName(folder) == Originals ? Path.GetDirectoryName(folder)! : Path.GetDirectoryName(Path.GetDirectoryName(folder)!)!;
    }

    [GeneratedRegex(@"_Q(\d{1,3})(?=_|$)", RegexOptions.RightToLeft)]
    private static partial Regex Quality();
}
