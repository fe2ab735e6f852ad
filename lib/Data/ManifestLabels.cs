using System.Globalization;

namespace Telltale.Data;

/// <summary>The names of labels and of class folders in CSV files and their paths.</summary>
internal static class ManifestLabels
{
    /// <summary>What a label means; null where it is unknown.</summary>
    /// <param name="text">The label, without surrounding spaces.</param>
    /// <param name="options">Labels named by the caller, which precede the kit's own.</param>
    public static ImageLabel? Parse(string text, CsvOptions options)
    {
        // 1.0 is what a table with missing values makes of 1.
        var isWhole = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == Math.Floor(number);
        var canonical = isWhole ? number.ToString(CultureInfo.InvariantCulture) : text;
        return options.Labels.TryGetValue(text, out var label) || options.Labels.TryGetValue(canonical, out label)
            ? label
            : canonical.ToLowerInvariant() switch
            {
                "real" or "0" or "false" or "0_real" or "nature" => ImageLabel.Real,
                "synthetic" or "fake" or "1" or "true" or "1_fake" or "ai" or "generated" => ImageLabel.Synthetic,
                "authentic" => ImageLabel.Authentic,
                "edited" or "manipulated" or "tampered" => ImageLabel.Edited,
                _ => null,
            };
    }

    /// <summary>The innermost folder of a path that names a class; null for none.</summary>
    /// <param name="path">As written in the file, with / or \.</param>
    public static (string Folder, bool IsPositive)? OfFolders(string path)
    {
        var folders = path.Replace('\\', '/').Split('/')[..^1];
        for (var depth = folders.Length - 1; depth >= 0; depth--)
        {
            // As in Layouts.ClassFolders: ai and nature are common names, and classes only in GenImage's place.
            var isBelowSplit = depth > 0 && SplitNames.Canonical(folders[depth - 1]) is not null;
            bool? isPositive = folders[depth].ToLowerInvariant() switch
            {
                "0_real" or "real" => false,
                "1_fake" or "fake" or "synthetic" => true,
                "nature" when isBelowSplit => false,
                "ai" when isBelowSplit => true,
                _ => null,
            };
            if (isPositive is { } known)
            {
                return (folders[depth], known);
            }
        }
        return null;
    }

    /// <summary>The name of a class, as a label of detection or of localization.</summary>
    public static string NameOf(bool isPositive, ImageLabel like) => (like is ImageLabel.Real or ImageLabel.Synthetic, isPositive) switch
    {
        (true, false) => "real",
        (true, true) => "synthetic",
        (false, false) => "authentic",
        _ => "edited",
    };
}
