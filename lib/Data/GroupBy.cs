using System.Text.RegularExpressions;

namespace Telltale.Data;

/// <summary>
/// Groups of images for <see cref="ImageCollection.Split"/> and <see cref="ImageCollection.Grouped"/>, where the layout does not know
/// them: the frames of a video, all variants of one photograph. Images of one group are never in two parts.
/// </summary>
/// <example><code>
/// var split = DetectionFolder.Read("/data/FF").Split(seed: 17, GroupBy.Folder);
/// var scenes = LocalizationFolder.Read("/data/mine").Grouped(GroupBy.Pattern(@"scene(\d+)"));
/// </code></example>
public static class GroupBy
{
    /// <summary>The folder of the image: one video in each folder.</summary>
    public static string Folder(ImageRecord record) => Path.GetDirectoryName(Known(record).Path) ?? "";

    /// <summary>The name of the image without folder and extension: <c>real/a.jpg</c> and <c>fake/a.png</c> belong together.</summary>
    public static string Name(ImageRecord record) => Path.GetFileNameWithoutExtension(Known(record).Path);

    /// <summary>The source of the image, such as the platform in ITW-SM.</summary>
    public static string Source(ImageRecord record) => Known(record).Source;

    /// <summary>What a regular expression finds in the path: its first group, or the whole match where it has none.</summary>
    /// <param name="pattern">For example <c>scene(\d+)</c>; folders are separated by <c>/</c>. The last match in the path counts.</param>
    /// <returns>The group; throws an <see cref="InvalidDataException"/> for an image whose path does not match.</returns>
    /// <exception cref="ArgumentException">The pattern is no regular expression; the message says why.</exception>
    public static Func<ImageRecord, string> Pattern(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.RightToLeft);
        return record => regex.Match(Known(record).Path.Replace('\\', '/')) is { Success: true } match
            ? match.Groups[match.Groups.Count > 1 ? 1 : 0].Value
            : throw new InvalidDataException(
                $"{record.Path} does not match the pattern '{pattern}', which gives its group. Every image must match.");
    }

    /// <summary>The rule that a setting names: folder, name, source, or a pattern.</summary>
    internal static Func<ImageRecord, string> Parse(string setting) => setting.Trim() switch
    {
        "folder" => Folder,
        "name" => Name,
        "source" => Source,
        var pattern => Pattern(pattern),
    };

    private static ImageRecord Known(ImageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record;
    }
}
