using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>How an image is stored. Drawn per scene: both classes have the same plans unless a confound is planted.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Extension">jpg, png or webp.</param>
/// <param name="Quality">1 to 100; unused for PNG.</param>
/// <param name="Subsampling">Chroma subsampling of a JPEG file.</param>
/// <param name="Reduction">Scale relative to the camera's image; 1 = not reduced.</param>
/// <param name="EarlierQuality">Quality of an earlier JPEG compression, before cropping; null for none.</param>
internal sealed record FilePlan(
    int Width, int Height, string Extension, int Quality, ChromaSubsampling Subsampling, double Reduction, int? EarlierQuality)
{
    /// <summary>The smallest and the largest side unless a corpus has others.</summary>
    public static (int Smallest, int Largest) DefaultSides => (128, 256);

    /// <summary>Draws the plan for an image of a scene.</summary>
    public static FilePlan Draw(SeededRandom random, bool synthetic, Confounds confounds, (int Smallest, int Largest) sides)
    {
        var (width, height) = (Side(random, synthetic, confounds, sides), Side(random, synthetic, confounds, sides));
        var extension = random.NextDouble() switch { < 0.8 => "jpg", < 0.9 => "png", _ => "webp" };
        var quality = random.Next(86, 98);
        var subsampling = random.NextDouble() < 0.6 ? ChromaSubsampling.Yuv420 : ChromaSubsampling.Yuv444;
        var reduction = random.NextDouble() < 0.6 ? 1 : random.NextDouble(0.7, 0.95);
        int? earlier = random.NextDouble() < 0.3 ? random.Next(90, 98) : null;
        if (confounds.HasFlag(Confounds.FileFormat))
        {
            extension = synthetic ? "png" : "jpg";
        }
        if (confounds.HasFlag(Confounds.Quality))
        {
            quality = (synthetic ? 86 : 93) + quality % 5;
        }
        if (confounds.HasFlag(Confounds.History))
        {
            earlier = synthetic ? null : 60 + quality % 20;
        }
        return new FilePlan(width, height, extension, quality, subsampling, reduction, earlier);
    }

    /// <summary>The image as file content.</summary>
    public byte[] Encode(RgbImage image) => Extension switch
    {
        "png" => ImageCodec.EncodePng(image),
        "webp" => ImageCodec.EncodeWebp(image, Quality),
        _ => ImageCodec.EncodeJpeg(image, Quality, Subsampling),
    };

    private static int Side(SeededRandom random, bool synthetic, Confounds confounds, (int Smallest, int Largest) sides)
    {
        var (smallest, largest) = sides;
        var side = random.Next(smallest, largest + 1);
        var middle = (smallest + largest) / 2;
        return !confounds.HasFlag(Confounds.Size) ? side
            : synthetic ? smallest + (side - smallest) % (middle - smallest)
            : middle + (side - smallest) % (largest - middle + 1);
    }
}
