namespace Telltale.Data.Forging;

/// <summary>File names in TGIF (Mareen et al., WIFS 2024) of the images of one method, and of their masks.</summary>
/// <param name="Image">Follows the name of the selection in an image's name, before the number of the variation.</param>
/// <param name="MaskSuffix">Follows the name of the selection in the mask's name.</param>
/// <param name="IsWidened">True where the region is the selection widened by Photoshop.</param>
internal sealed record TgifNames(string Image, string MaskSuffix, bool IsWidened)
{
    private static readonly Dictionary<string, TgifNames> All = new()
    {
        ["ps-sp"] = new(".png_ps", ".png_ps_mask.png", IsWidened: true),
        ["sd2-sp"] = new(".png_ps_mask.png_sd2", ".png_ps_mask.png", IsWidened: true),
        // These names contain TGIF's sizes, whatever the size of the photograph.
        ["sd2-fr"] = new(".png_sd2-512", "_512.png", IsWidened: false),
        ["sdxl-fr"] = new(".png_sdxl-1024", "_1024.png", IsWidened: false),
    };

    /// <summary>The names for a method.</summary>
    /// <exception cref="ArgumentException">TGIF has no such method.</exception>
    public static TgifNames Of(ForgingMethod method) => All.TryGetValue(method.Name, out var names)
        ? names
        : throw new ArgumentException($"TGIF has no method '{method.Name}'; it has {string.Join(", ", All.Keys)}.");
}
