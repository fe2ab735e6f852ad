using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Images for localization. Inputs are (3, H, W) float32, normalised; targets (1, H, W) float32: 1 = edited, 0 = authentic,
/// −1 = ignored. Ignored pixels lie outside the original image (padding, rotation); they count in no loss and no metric.
/// </summary>
/// <example><code>
/// var images = LocalizationFolder.Read("/data/tgif");
/// var dataset = new LocalizationDataset(images, Transform.Train(256, ontoEdits: 0.5));
/// var (image, mask) = dataset.ReadPair(0);
/// </code></example>
public sealed class LocalizationDataset : ImageDataset
{
    /// <summary>The target of an ignored pixel.</summary>
    public const float Ignored = -1;

    private readonly ImageCache cache;

    /// <summary>A dataset of the records, in their order.</summary>
    /// <param name="records">At least one record; authentic ones need no mask, edited ones do.</param>
    /// <param name="transform">Transforms image and mask together; must give all images the same size, as the presets do.</param>
    /// <param name="masks">How mask files are read; null for white (above 127) = edited.</param>
    /// <param name="cache">Caches decoded images and masks between epochs; null for the cache shared by all datasets.</param>
    /// <exception cref="ArgumentException">There are no records, a label is one for detection, or an edited image has no mask.</exception>
    public LocalizationDataset(
        IEnumerable<ImageRecord> records, TransformPipeline transform, MaskOptions? masks = null, ImageCache? cache = null)
        : base(records, transform)
    {
        RequireMasks(Records);
        this.cache = cache ?? ImageCache.Shared;
        Masks = masks ?? new();
        InputShape = [3, transform.OutputHeight, transform.OutputWidth];
        TargetShape = [1, transform.OutputHeight, transform.OutputWidth];
    }

    /// <summary>How mask files are read.</summary>
    public MaskOptions Masks { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> InputShape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> TargetShape { get; }

    /// <summary>An image and its mask at full size, without any transform.</summary>
    /// <param name="index">Position in <see cref="ImageDataset.Records"/>.</param>
    /// <returns>Both may be shared: do not write to them.</returns>
    /// <exception cref="ImageFileException">
    /// Image or mask cannot be read; the message names the file, and for a mask its image too.
    /// </exception>
    public (RgbImage Image, Mask Mask) ReadPair(int index)
    {
        var image = cache.Read(Records[index].Path);
        return (image, cache.ReadMask(Records[index], image.Width, image.Height, Masks));
    }

    /// <inheritdoc/>
    public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target)
    {
        var (original, itsMask) = Fixed.IsEmpty ? ReadPair(index) : cache.ReadPair(Records[index], Masks, Fixed);
        var (image, mask) = Rest.Apply(original, itsMask, SeededRandom.For(seed, epoch, index));
        Transform.WriteNormalized(image, input);
        image.ReturnUnlessIn(original);
        if (Fixed.IsEmpty)
        {
            cache.Release(Records[index].Path, original);
        }
        for (var pixel = 0; pixel < target.Length; pixel++)
        {
            target[pixel] = mask.Pixels[pixel] == Mask.Ignored ? Ignored : mask.Pixels[pixel];
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(LocalizationDataset)}, {Masks}";

    private static void RequireMasks(IEnumerable<ImageRecord> records)
    {
        foreach (var record in records)
        {
            if (record.Label is not (ImageLabel.Authentic or ImageLabel.Edited))
            {
                throw new ArgumentException(
                    $"{record.Path} is labelled {record.Label}; localization needs images labelled authentic or edited.", nameof(records));
            }
            if (record is { IsPositive: true, MaskPath: null })
            {
                throw new ArgumentException(
                    $"{record.Path} is labelled edited but has no mask. Set MaskPath, or correct the label.", nameof(records));
            }
        }
    }
}
