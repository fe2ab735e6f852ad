namespace Telltale.Data;

/// <summary>An image of a collection: its file and its metadata.</summary>
/// <param name="Path">Absolute path of the image file.</param>
/// <param name="Label">The class of the image.</param>
/// <param name="Source">The camera, collection or generator that it comes from.</param>
public sealed record ImageRecord(string Path, ImageLabel Label, string Source)
{
    /// <summary>The split that the collection assigns (train, validation, test); null for none.</summary>
    public string? Split { get; init; }

    /// <summary>Identity of the original. A split never separates images with the same identity. Default: the path.</summary>
    public string SourceId { get; init; } = Path;

    /// <summary>Absolute path of the mask of edited pixels; null for none.</summary>
    public string? MaskPath { get; init; }

    /// <summary>
    /// How the mask is read, where its data set differs from others (colours, black on white); null for the options of the reader.
    /// </summary>
    public MaskOptions? Masks { get; init; }

    /// <summary>The editing method, for example <c>sd2</c>; null where not edited or unknown.</summary>
    public string? Method { get; init; }

    /// <summary>Whether the image was spliced or fully regenerated.</summary>
    public EditKind EditKind { get; init; }

    /// <summary>Width in pixels after EXIF orientation; 0 where not yet read.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels after EXIF orientation; 0 where not yet read.</summary>
    public int Height { get; init; }

    /// <summary>File format by content (jpeg, png, webp, bmp, gif); null where not yet read.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// JPEG quality, 1 to 100, estimated from the quantization tables or given by the collection; null for other formats or not yet read.
    /// </summary>
    public int? JpegQuality { get; init; }

    /// <summary>What the image looks like, to find near-duplicates; null where it was not decoded by a collection.</summary>
    internal PerceptualHash? Hash { get; init; }

    /// <summary>True for the positive class: synthetic or edited.</summary>
    public bool IsPositive => Label is ImageLabel.Synthetic or ImageLabel.Edited;
}
