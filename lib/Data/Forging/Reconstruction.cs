using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Aligned pairs for training: every real image, and its simulated reconstruction by one of the kit's decoders. Both have the same
/// content, size, format and quality, so the only difference left is the trace of the decoder. After Rajan et al., <em>On the
/// effectiveness of dataset alignment for fake image detection</em> (2024), and Guillaro et al., <em>A bias-free training paradigm for
/// more general AI-generated image detection</em> (B-Free, 2024), who reconstruct by the autoencoder of latent diffusion; here the
/// decoders are simulated, and results say so.
/// </summary>
/// <example><code>
/// var real = DetectionFolder.Read("/data/photos").Where(record => !record.IsPositive);
/// var split = Reconstruction.Pairs(real).Split(seed: 17);
/// var dataset = new DetectionDataset(split.Train, Transform.Train(224));
/// var options = new TrainingOptions { BatchSize = 32, Sampling = Sampling.Pairs };
/// </code></example>
public static class Reconstruction
{
    /// <summary>The method of the synthetic images' records.</summary>
    public const string Method = "simulated reconstruction";

    // Version of the method; increased whenever the same options would give other files.
    private const int Recipe = 1;

    private const int ShortestSide = 16;

    /// <summary>
    /// Writes pairs below the cache folder, once. A JPEG gives two JPEGs of its quality and chroma subsampling, any other file two PNGs:
    /// the real image is written again too, so that both went through the same steps. With a share of 0, the two files are equal.
    /// </summary>
    /// <param name="real">Real images, at least 16 × 16.</param>
    /// <param name="options">Decoders and shares; null for the defaults.</param>
    /// <param name="progress">Progress after each pair; null for none.</param>
    /// <param name="cancellation">Cancels; no files remain.</param>
    /// <returns>
    /// Simulated images, twice as many, the two of a pair in a row and in one group, so that no split separates them. The source of the
    /// synthetic one is the decoder's name; group and split are those of the original.
    /// </returns>
    /// <exception cref="ArgumentException">An image is not real, or an option is invalid.</exception>
    /// <exception cref="ImageFileException">An image cannot be read or is too small; the message names it.</exception>
    public static ImageCollection Pairs(
        ImageCollection real, ReconstructionOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(real);
        options ??= new();
        options.Validate();
        if (real.FirstOrDefault(record => record.Label != ImageLabel.Real) is { } other)
        {
            throw new ArgumentException(
                $"Only real images are reconstructed, but {other.Path} is {other.Label}. Select them: images.Where(r => !r.IsPositive).",
                nameof(real));
        }
        ImageRecord[] records = [.. real.WithHeaders(cancellation: cancellation)];
        var settings = InvariantText.InInvariantCulture(() => $"simulated, recipe {Recipe}; {options}");
        var folder = new DerivedImages("reconstructed pairs", settings).Folder(
            records, (index, record) => Pair(index, record, options), progress, cancellation);
        var pairs = records.SelectMany((record, index) => Records(index, record, options, folder));
        return new($"{real.Name}, pairs ({Method})", pairs) { IsSimulated = true, HeldOutSources = real.HeldOutSources };
    }

    private static IEnumerable<(string File, byte[] Content)> Pair(int index, ImageRecord record, ReconstructionOptions options)
    {
        var image = ImageCodec.Read(record.Path);
        if (Math.Min(image.Width, image.Height) < ShortestSide)
        {
            throw new ImageFileException(
                record.Path, $"The image has {image.Width} × {image.Height} pixels; a reconstruction needs {ShortestSide} along each side.",
                "Remove it from the collection.");
        }
        var encode = StoredAlike.Encoder(record);
        return [(FileOf(index, record, false), encode(image)), (FileOf(index, record, true), encode(Mixed(image, index, options)))];
    }

    private static RgbImage Mixed(RgbImage image, int index, ReconstructionOptions options)
    {
        var random = SeededRandom.For(options.Seed, index, 1);
        var share = (float)random.NextDouble(options.MinimumShare, options.MaximumShare);
        if (share == 0)
        {
            return image;
        }
        var original = FloatImage.From(image);
        var reconstructed = DecoderOf(index, options).Regenerate(original, random);
        float[][] planes =
        [
            .. Enumerable.Range(0, 3).Select(channel =>
                FloatImage.Blend(original.PlaneArray(channel), 1 - share, reconstructed.PlaneArray(channel), share)),
        ];
        return new FloatImage(image.Width, image.Height, planes).ToRgbImage();
    }

    private static IEnumerable<ImageRecord> Records(int index, ImageRecord record, ReconstructionOptions options, string folder)
    {
        var stored = record with { Format = StoredAlike.Format(record) };
        yield return stored with { Path = Path.Combine(folder, FileOf(index, record, false)) };
        yield return stored with
        {
            Path = Path.Combine(folder, FileOf(index, record, true)), Label = ImageLabel.Synthetic,
            Source = DecoderOf(index, options).Name, Method = Method,
        };
    }

    private static Decoder DecoderOf(int index, ReconstructionOptions options) =>
        options.Decoders[SeededRandom.For(options.Seed, index, 0).Next(options.Decoders.Count)];

    private static string FileOf(int index, ImageRecord record, bool synthetic) =>
        $"{(synthetic ? "synthetic" : "real")}/{index:D6}.{StoredAlike.Extension(record)}";
}
