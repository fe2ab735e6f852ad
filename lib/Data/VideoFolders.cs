using System.Text.RegularExpressions;

namespace Telltale.Data;

/// <summary>
/// Finds folders that look like the frames of videos: several folders of one class side by side, whose images are numbered and called
/// alike in each, as in <c>fake/000_003/00001.png</c> and <c>fake/001_870/00001.png</c>, or after their folder and a number
/// (<c>fake/clip7/clip7_00001.png</c>).
/// </summary>
internal static partial class VideoFolders
{
    /// <summary>The images of each such folder.</summary>
    public static IReadOnlyList<IReadOnlyList<ImageRecord>> In(IEnumerable<ImageRecord> records) =>
    [
        .. records.GroupBy(record => (Folder: Path.GetDirectoryName(record.Path) ?? "", record.Label))
            .Where(folder => folder.Count() > 1 && IsNumbered(folder))
            .GroupBy(folder => (Above: Path.GetDirectoryName(folder.Key.Folder), folder.Key.Label))
            .Where(AreCalledAlike)
            .SelectMany(folders => folders.Select(folder => (IReadOnlyList<ImageRecord>)[.. folder])),
    ];

    private static bool IsNumbered(IEnumerable<ImageRecord> images)
    {
        var names = images.Select(image => Number().Match(NameOf(image))).ToList();
        return names.TrueForAll(name => name.Success) && names.Select(name => name.Groups["before"].Value).Distinct().Count() == 1;
    }

    private static bool AreCalledAlike(IEnumerable<IEnumerable<ImageRecord>> folders)
    {
        var names = folders.Select(folder => folder.Select(NameOf).ToHashSet()).ToList();
        return names.Count > 1 && names.Skip(1).Count(folder => folder.Overlaps(names[0])) >= (names.Count - 1) / 2.0;
    }

    /// <summary>The name without extension, and without the name of its folder at the beginning.</summary>
    private static string NameOf(ImageRecord image)
    {
        var (name, folder) = (Path.GetFileNameWithoutExtension(image.Path), Path.GetFileName(Path.GetDirectoryName(image.Path)) ?? "");
        return name.StartsWith(folder, StringComparison.Ordinal) && name[folder.Length..] is [not (>= '0' and <= '9'), ..] frame
            ? frame : name;
    }

    [GeneratedRegex(@"^(?<before>\D*)\d+$")]
    private static partial Regex Number();
}
