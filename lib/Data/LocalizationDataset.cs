using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Images with the question "which pixels were edited?". Input (3, H, W) float32 normalised; target (1, H, W) float32:
/// 1 = edited, 0 = authentic, −1 = ignored. Ignored pixels are padding, or were turned in from outside the image: they count in
/// no loss and no metric.
/// </summary>
public sealed class LocalizationDataset : ImageDataset
{
    /// <summary>What the target says of a pixel that counts nowhere.</summary>
    public const float Ignored = -1;

    private readonly ImageMemory memory;

    /// <summary>A dataset of the records, in their order.</summary>
    /// <param name="records">At least one record; authentic ones need no mask, edited ones do.</param>
    /// <param name="transform">Moves image and mask together; must end in one size, as every named preset does.</param>
    /// <param name="masks">What the levels of mask files mean; null for white = edited above 127.</param>
    /// <param name="memory">Keeps decoded images and masks between epochs; null for the one shared by all datasets.</param>
    /// <exception cref="ArgumentException">There are no records, one is labelled for detection, or an edited one has no mask.</exception>
    public LocalizationDataset(IEnumerable<ImageRecord> records, TransformPipeline transform, MaskOptions? masks = null, ImageMemory? memory = null)
        : base(records, transform)
    {
        RefuseWithoutAnswer(Records);
        this.memory = memory ?? ImageMemory.Shared;
        Masks = masks ?? new();
        InputShape = [3, transform.OutputHeight, transform.OutputWidth];
        TargetShape = [1, transform.OutputHeight, transform.OutputWidth];
    }

    /// <summary>What the levels of mask files mean.</summary>
    public MaskOptions Masks { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> InputShape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> TargetShape { get; }

    /// <summary>One image and its mask in their own size, before any transform: what prediction on full-size images starts from.</summary>
    /// <param name="index">Position in <see cref="ImageDataset.Records"/>.</param>
    /// <returns>Both may be held by others too and are not to be written to.</returns>
    /// <exception cref="ImageFileException">Image or mask cannot be read; the message names the file, for a mask both.</exception>
    public (RgbImage Image, Mask Mask) ReadPair(int index)
    {
        var image = memory.Read(Records[index].Path);
        return (image, memory.ReadMask(Records[index], image.Width, image.Height, Masks));
    }

    /// <inheritdoc/>
    public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target)
    {
        var (original, itsMask) = ReadPair(index);
        var (image, mask) = Transform.Apply(original, itsMask, SeededRandom.For(seed, epoch, index));
        Transform.WriteNormalized(image, input);
        image.ReturnUnlessIn(original);
        memory.Release(Records[index].Path, original);
        for (var pixel = 0; pixel < target.Length; pixel++)
        {
            target[pixel] = mask.Pixels[pixel] == Mask.Ignored ? Ignored : mask.Pixels[pixel];
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(LocalizationDataset)}, {Masks}";

    private static void RefuseWithoutAnswer(IEnumerable<ImageRecord> records)
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
                throw new ArgumentException($"{record.Path} is labelled edited and names no mask. Name it, or correct the label.", nameof(records));
            }
        }
    }
}
