using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// Which image a mask belongs to, by name: the mask of <c>a.jpg</c> is called <c>a</c>, <c>a.jpg</c>, <c>a_mask</c>, <c>a-mask</c>,
/// <c>mask_a</c> or <c>a_gt</c>, in any format.
/// </summary>
internal static partial class MaskNames
{
    /// <summary>The names of the images that a mask may belong to, without extension, or with it where the mask's name has it.</summary>
    /// <param name="mask">Path of the mask without its extension, below the folder of masks.</param>
    public static IEnumerable<string> ImagesOf(string mask)
    {
        var folder = Path.GetDirectoryName(mask) ?? "";
        var name = Path.GetFileName(mask);
        string[] names = [name, .. Without(Ending(), name), .. Without(Beginning(), name)];
        return names.Concat(names.Where(ImageListing.HasImageName).Select(image => Path.GetFileNameWithoutExtension(image)!))
            .Where(image => image.Length > 0).Distinct(StringComparer.Ordinal).Select(image => Path.Combine(folder, image));
    }

    private static string[] Without(Regex pattern, string name) =>
        pattern.Match(name) is { Success: true } match ? [match.Groups["image"].Value] : [];

    [GeneratedRegex("^(?<image>.+)[-_. ](mask|masks|gt|groundtruth|ground[-_ ]truth|edgemask)$", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();

    [GeneratedRegex("^(mask|gt|groundtruth|ground[-_ ]truth)[-_. ](?<image>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();
}
