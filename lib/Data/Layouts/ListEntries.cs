namespace Telltale.Data.Layouts;

/// <summary>Makes entries of the images that a list without columns names.</summary>
/// <param name="list">Absolute path of the list.</param>
/// <param name="source">Source of its images.</param>
/// <param name="split">The split that its name gives; null for none.</param>
internal sealed class ListEntries(string list, string source, string? split)
{
    private readonly PathResolver paths = new(Path.GetDirectoryName(list)!);

    /// <summary>An image for localization.</summary>
    /// <param name="place">Where the list names it, for messages.</param>
    /// <param name="image">The image as written.</param>
    /// <param name="mask">Its mask as written; null for an authentic image.</param>
    public LayoutEntry Localization(string place, string image, string? mask)
    {
        if (Missing(place, image) is { } problem)
        {
            return problem;
        }
        var path = paths.Find(image)!;
        if (mask is null)
        {
            return new ImageRecord(path, ImageLabel.Authentic, source) { Split = split };
        }
        return paths.Find(mask) is { } found
            ? new ImageRecord(path, ImageLabel.Edited, source) { MaskPath = found, Split = split }
            : new ImageFileException(
                path, $"Its mask {paths.Expected(mask)} does not exist, but {list} names it ({place}).",
                "Complete the collection" + LayoutEntry.OrSkip);
    }

    /// <summary>An image for detection.</summary>
    public LayoutEntry Detection(string place, string image, ImageLabel label) =>
        Missing(place, image) is { } problem ? problem : new ImageRecord(paths.Find(image)!, label, source) { Split = split };

    /// <summary>True where the list names an image that exists.</summary>
    public bool Has(string image) => paths.Find(image) is not null;

    private ImageFileException? Missing(string place, string image) => paths.Find(image) is null
        ? new(paths.Expected(image), $"It does not exist, but {list} names it ({place}).", "Complete the collection, or correct the list.")
        : null;
}
