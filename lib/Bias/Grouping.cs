using Telltale.Data;

namespace Telltale.Bias;

/// <summary>
/// Groupings of images for <see cref="BiasReport.ByGroup"/>. What a record does not contain is read from its file.
/// </summary>
public static class Grouping
{
    /// <summary>The camera collection, generator or editing method an image came from.</summary>
    public static string Source(ImageRecord record) => Known(record).Source;

    /// <summary>How an image was edited.</summary>
    public static string Method(ImageRecord record) => Known(record).Method ?? "no method";

    /// <summary>The file format by content.</summary>
    public static string Format(ImageRecord record) => Read(record).Format!;

    /// <summary>JPEG quality in bands; other formats have a band of their own.</summary>
    public static string QualityBand(ImageRecord record) => Read(record).JpegQuality switch
    {
        null => "no JPEG",
        <= 75 => "quality to 75",
        <= 85 => "quality 76 to 85",
        <= 90 => "quality 86 to 90",
        <= 95 => "quality 91 to 95",
        _ => "quality from 96",
    };

    /// <summary>The shorter side in bands.</summary>
    public static string SizeBand(ImageRecord record) => Math.Min(Read(record).Width, Read(record).Height) switch
    {
        < 192 => "side below 192 px",
        < 256 => "side 192 to 255 px",
        < 512 => "side 256 to 511 px",
        < 1024 => "side 512 to 1023 px",
        _ => "side from 1024 px",
    };

    /// <summary>The mean luma, 0 to 1, in bands; decodes the image.</summary>
    public static string BrightnessBand(ImageRecord record) => PixelStatistics.Of(ImageCodec.Read(Known(record).Path)).Brightness switch
    {
        < 0.3 => "dark (below 0.3)",
        < 0.45 => "rather dark (0.3 to 0.45)",
        < 0.6 => "rather bright (0.45 to 0.6)",
        _ => "bright (from 0.6)",
    };

    private static ImageRecord Read(ImageRecord record) =>
        Known(record).Format is null || record.Width == 0 ? CollectionReading.WithHeader(record) : record;

    private static ImageRecord Known(ImageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record;
    }
}
