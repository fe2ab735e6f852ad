namespace Telltale.Data.Layouts;

/// <summary>How a folder of edited images is read.</summary>
public sealed record LocalizationFolderOptions
{
    /// <summary>What to do with images whose mask is missing or ambiguous. Default: refuse.</summary>
    public InvalidImages Invalid { get; init; } = InvalidImages.Refuse;

    /// <summary>How all masks are read; null for the way of each data set, which is white = edited where it has none of its own.</summary>
    public MaskOptions? Masks { get; init; }

    /// <summary>
    /// Path of the official SAGI-D list where it is outside the folder; null for the one at the top of the folder, if any.
    /// </summary>
    public string? SagiList { get; init; }

    /// <summary>Names of columns and labels of a manifest or of shards, where they are not the kit's; null for none.</summary>
    public CsvOptions? Csv { get; init; }
}
