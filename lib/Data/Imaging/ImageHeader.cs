namespace Telltale.Data;

/// <summary>The header of an image file.</summary>
/// <param name="Width">Columns after EXIF orientation.</param>
/// <param name="Height">Rows after EXIF orientation.</param>
/// <param name="Format">jpeg, png, webp, bmp, gif or tiff, by content, not by file extension.</param>
public sealed record ImageHeader(int Width, int Height, string Format)
{
    /// <summary>JPEG quality on libjpeg's scale, 1 to 100; null for other formats or a file without tables.</summary>
    public int? JpegQuality { get; init; }

    /// <summary>Chroma subsampling; null for other formats, grey JPEGs and unusual schemes.</summary>
    public ChromaSubsampling? ChromaSubsampling { get; init; }

    /// <summary>EXIF orientation that was applied, 1 to 8; 1 for upright or none.</summary>
    internal int Orientation { get; init; } = 1;

    /// <summary>True where the file has EXIF metadata (JPEG, PNG, WebP). Cameras write it, most generators do not.</summary>
    public bool HasExif { get; init; }
}
