using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Makes both classes alike in format, quality and size: every image gets the same size and is compressed as JPEG (4:2:0) with a quality
/// from one distribution, whatever its class. In GenImage, real images are JPEGs of many sizes and generated ones PNGs of few, and
/// detectors learned that (Grommelt, Weiss, Pfreundt, Keuper, <em>Fake or JPEG? Revealing common biases in generated image detection
/// datasets</em>, 2024). Traces of an earlier compression or scaling are weakened, not removed.
/// </summary>
/// <example><code>
/// var images = DetectionFolder.Read("/data/GenImage");
/// var alignment = FormatAlignment.Of(images);
/// var aligned = alignment.ApplyTo(images);                         // new files, for auditing or for any detector
/// var pipeline = alignment.ApplyTo(Transform.Train(224));          // or on the fly: in training, validation and test
/// </code></example>
/// <param name="Side">Side of the square that every image becomes, in pixels; at most the smallest side in the collection.</param>
public sealed record FormatAlignment(int Side)
{
    // Version of the method; increased whenever the same options would give other files.
    private const int Recipe = 1;

    /// <summary>Side of the square in pixels, 8 to 16,384.</summary>
    public int Side { get; init; } = Parameter.Between(Side, 8, 16384);

    /// <summary>How images of different sizes get one size.</summary>
    public SizeAlignment Size { get; init; }

    /// <summary>Lowest JPEG quality, 1 to 100.</summary>
    public int MinimumQuality { get; init; } = 75;

    /// <summary>Highest JPEG quality, MinimumQuality to 100; uniform over the integers between.</summary>
    public int MaximumQuality { get; init; } = 95;

    /// <summary>Seed of the qualities.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>
    /// The alignment that fits a collection. Side: the smallest side of any image. Highest quality: the 5th percentile of its JPEGs'
    /// qualities, limited to 50 to 95, so that hardly any image keeps the quality it had; 95 without JPEGs. Lowest quality: 20 less.
    /// </summary>
    /// <param name="collection">At least one image; headers are read where sizes are not known yet.</param>
    /// <param name="size">How images of different sizes get one size.</param>
    /// <param name="progress">Progress of reading headers; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ArgumentException">The collection is empty, or an image is smaller than 8 pixels.</exception>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static FormatAlignment Of(
        ImageCollection collection, SizeAlignment size = SizeAlignment.Crop, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (collection.Count == 0)
        {
            throw new ArgumentException($"'{collection.Name}' has no images to align.", nameof(collection));
        }
        var read = collection.WithHeaders(progress: progress, cancellation: cancellation);
        int[] qualities = [.. read.Select(record => record.JpegQuality).OfType<int>().Order()];
        var highest = qualities.Length == 0 ? 95 : Math.Clamp(qualities[qualities.Length / 20], 50, 95);
        return new(read.Min(record => Math.Min(record.Width, record.Height)))
        {
            Size = size, MinimumQuality = highest - 20, MaximumQuality = highest,
        };
    }

    /// <summary>
    /// The pipeline preceded by the alignment. Apply it to those of training, validation and test alike. In training, every epoch draws
    /// other qualities.
    /// </summary>
    /// <param name="pipeline">Any pipeline; crops in it should be at most <see cref="Side"/> large.</param>
    public TransformPipeline ApplyTo(TransformPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline with { Name = $"{pipeline.Name}, aligned", Steps = [.. Steps(), .. pipeline.Steps] };
    }

    /// <summary>
    /// Writes an aligned copy of every image as a JPEG file below the cache folder, once. Labels, sources, groups and splits stay.
    /// </summary>
    /// <param name="collection">Images for detection: masks would not move along.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels; no files remain.</param>
    /// <returns>One record for each, in the same order; the quality depends on seed and position alone.</returns>
    /// <exception cref="ArgumentException">The collection is for localization.</exception>
    /// <exception cref="ImageFileException">
    /// An image cannot be read, or is smaller than <see cref="Side"/>; the message names it.
    /// </exception>
    public ImageCollection ApplyTo(
        ImageCollection collection, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MinimumQuality, MaximumQuality);
        if (collection.FirstOrDefault(record => record.Label is ImageLabel.Authentic or ImageLabel.Edited) is { } record)
        {
            throw new ArgumentException($"Masks would not move along: {record.Path} is an image for localization.", nameof(collection));
        }
        var folder = new DerivedImages("aligned images", InvariantText.InInvariantCulture(() => $"recipe {Recipe}; {this}")).Folder(
            collection, (index, image) => [(FileOf(index, image), Aligned(image, index))], progress, cancellation);
        return collection.With($"{collection.Name}, aligned", collection.Select((image, index) => image with
        {
            Path = Path.Combine(folder, FileOf(index, image)), Width = Side, Height = Side, Format = "jpeg", JpegQuality = Quality(index),
        }));
    }

    private static string FileOf(int index, ImageRecord record) => $"{(record.IsPositive ? "synthetic" : "real")}/{index:D6}.jpg";

    private TransformStep[] Steps() => [.. Sizing(), new JpegReencode(MinimumQuality, MaximumQuality, Probability: 1)];

    private TransformStep[] Sizing() =>
        Size == SizeAlignment.Crop ? [new CentreCrop(Side)] : [new ShrinkShortestSide(Side), new CentreCrop(Side)];

    private int Quality(int index) => SeededRandom.For(Seed, index).Next(MinimumQuality, MaximumQuality + 1);

    private byte[] Aligned(ImageRecord record, int index)
    {
        var image = ImageCodec.Read(record.Path);
        if (Math.Min(image.Width, image.Height) < Side)
        {
            throw new ImageFileException(
                record.Path, $"The image has {image.Width} × {image.Height} pixels, fewer than the {Side} × {Side} of the alignment.",
                $"Use {nameof(FormatAlignment)}.{nameof(Of)}, a smaller {nameof(Side)}, or remove the image.");
        }
        var random = SeededRandom.For(Seed, index);
        return ImageCodec.EncodeJpeg(Sizing().Aggregate(image, (current, step) => step.Apply(current, random)), Quality(index));
    }
}
