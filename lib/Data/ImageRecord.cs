namespace Telltale.Data;

/// <summary>One row of a collection: an image file and what is known of it.</summary>
/// <param name="Path">Absolute path of the image file.</param>
/// <param name="Label">What the image is.</param>
/// <param name="Source">Which camera collection, generator or editing method it came from.</param>
public sealed record ImageRecord(string Path, ImageLabel Label, string Source)
{
    /// <summary>The split named by the collection (train, validation, test); null where it names none.</summary>
    public string? Split { get; init; }

    /// <summary>Identity of the original. Images with the same identity never part in a split. Default: the path.</summary>
    public string SourceId { get; init; } = Path;

    /// <summary>Absolute path of the mask of edited pixels; null for none.</summary>
    public string? MaskPath { get; init; }

    /// <summary>How it was edited, for example <c>sd2</c>; null where not edited or not known.</summary>
    public string? Method { get; init; }

    /// <summary>Whether only the edited region was put in, or the whole image was made anew.</summary>
    public EditKind EditKind { get; init; }

    /// <summary>Width in pixels after EXIF orientation; 0 where not yet read.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels after EXIF orientation; 0 where not yet read.</summary>
    public int Height { get; init; }

    /// <summary>File format by content (jpeg, png, webp, bmp, gif); null where not yet read.</summary>
    public string? Format { get; init; }

    /// <summary>JPEG quality, 1 to 100, estimated from the quantization tables or named by the collection; null for other formats or not yet read.</summary>
    public int? JpegQuality { get; init; }

    /// <summary>True where the positive class: synthetic or edited.</summary>
    public bool IsPositive => Label is ImageLabel.Synthetic or ImageLabel.Edited;
}
