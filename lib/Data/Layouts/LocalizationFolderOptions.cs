namespace Telltale.Data.Layouts;

/// <summary>How a folder of edited images is read.</summary>
public sealed record LocalizationFolderOptions
{
    /// <summary>What to do with an image whose mask is missing or belongs to two images, and with TIFF files. Default: refuse.</summary>
    public BrokenImages Broken { get; init; } = BrokenImages.Refuse;

    /// <summary>The official list of a SAGI-D folder, where it lies elsewhere; null for the one at the top of the folder, if any.</summary>
    public string? SagiList { get; init; }
}
