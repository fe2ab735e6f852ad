using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>What it means if a feature separates the classes.</summary>
public enum FeatureKind
{
    /// <summary>A property of the file or of its size: always a shortcut.</summary>
    Container,

    /// <summary>A property of the pixels, which may come from the generator or from the choice of images.</summary>
    SignalOrShortcut,

    /// <summary>
    /// What happened to the pixels before the file was written, an earlier compression or resampling: a shortcut, which storing all files
    /// alike does not remove.
    /// </summary>
    History,
}

/// <summary>A property of an image that does not depend on its content.</summary>
public sealed class ImageFeature
{
    private static readonly string[] Formats = ["jpeg", "png", "webp", "bmp", "gif"];

    private readonly Func<ImageMeasurements, double> of;
    private readonly Func<double, string> text;

    private ImageFeature(string name, FeatureKind kind, string meaning, Func<ImageMeasurements, double> of, Func<double, string> text) =>
        (Name, Kind, Meaning, this.of, this.text) = (name, kind, meaning, of, text);

    /// <summary>Every feature of the audit: container features first, then those of history, then the others.</summary>
    public static IReadOnlyList<ImageFeature> All { get; } =
    [
        Container("format", "file format by content", image => Array.IndexOf(Formats, image.Header.Format), value => Formats[(int)value]),
        Container("JPEG quality", "quality estimated from the quantization tables of JPEG files",
            image => image.Header.JpegQuality ?? double.NaN, Whole),
        Container("chroma subsampling", "colour resolution of JPEG files in colour",
            image => (int?)image.Header.ChromaSubsampling ?? double.NaN,
            value => string.Join(':', ((ChromaSubsampling)value).ToString()[3..].ToCharArray())),
        Container("width", "columns", image => image.Header.Width, Whole),
        Container("height", "rows", image => image.Header.Height, Whole),
        Container("aspect", "width / height", image => image.Header.Width / (double)image.Header.Height, Decimals),
        Container("EXIF", "whether the file has EXIF metadata", image => image.Header.HasExif ? 1 : 0,
            value => value == 1 ? "yes" : "no"),
        History("JPEG quality in pixels", "quality of the JPEG blocks at the image's corner; in a PNG file those of an earlier JPEG",
            image => image.History.PixelQuality, Quality),
        History("earlier JPEG", "evidence of JPEG blocks that start elsewhere, in standard deviations",
            image => image.History.EarlierJpeg, Decimals),
        History("earlier JPEG quality", "quality of the JPEG blocks that start elsewhere", image => image.History.EarlierQuality, Quality),
        History("resampling", "how clear the periodic prediction error of an enlargement is: minus log10 of such peaks expected by chance",
            image => image.History.Resampling, Decimals),
        Pixels("bytes per pixel", "file size / number of pixels",
            image => image.Bytes / ((double)image.Header.Width * image.Header.Height)),
        Pixels("grey share", "share of grey pixels", image => image.Pixels.GreyShare),
        Pixels("brightness", "mean luma, 0 to 1", image => image.Pixels.Brightness),
        Pixels("saturation", "mean saturation, 0 to 1", image => image.Pixels.Saturation),
        Pixels("noise level", "standard deviation of the noise in levels, after Immerkær", image => image.Pixels.Noise),
        Pixels("sharpness", "variance of the Laplacian", image => image.Pixels.Sharpness),
        // Low after an enlargement or a shrink, which is history, but after a blur and in many generators' images too.
        Pixels("spectral cut-off", "power of the highest frequencies relative to the middle ones, in decibels",
            image => image.History.CutOff),
    ];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it means if it separates the classes.</summary>
    public FeatureKind Kind { get; }

    /// <summary>What is measured, with its unit.</summary>
    public string Meaning { get; }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    /// <summary>The value for an image; NaN where it has none (the JPEG quality of a PNG).</summary>
    internal double Of(ImageMeasurements image) => of(image);

    /// <summary>A value as text.</summary>
    internal string Text(double value) => text(value);

    private static ImageFeature Container(string name, string meaning, Func<ImageMeasurements, double> of, Func<double, string> text) =>
        new(name, FeatureKind.Container, meaning, of, text);

    private static ImageFeature History(string name, string meaning, Func<ImageMeasurements, double> of, Func<double, string> text) =>
        new(name, FeatureKind.History, meaning, of, text);

    private static ImageFeature Pixels(string name, string meaning, Func<ImageMeasurements, double> of) =>
        new(name, FeatureKind.SignalOrShortcut, meaning, of, Decimals);

    private static string Whole(double value) => value.Invariant("0");

    private static string Quality(double value) => value == PixelHistory.NoQuality ? "no blocks" : Whole(value);

    private static string Decimals(double value) => value >= 100 ? value.Invariant("0") : value.Invariant("0.##");
}
