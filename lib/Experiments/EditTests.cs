using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Experiments;

/// <summary>
/// The test images of a localizer by what was done to them: spliced, fully regenerated, copy-move, and without any edit: authentic, and
/// regenerated but unedited. Copy-move edits and unedited regenerations are forged from the authentic test images.
/// </summary>
public sealed class EditTests
{
    /// <summary>Names of the kinds of edit, in the order of tables.</summary>
    public const string Spliced = "spliced", FullyRegenerated = "fully regenerated", CopyMove = "copy-move";

    /// <summary>Names of the images without an edit.</summary>
    public const string Authentic = "authentic", Unedited = ForgedImages.UneditedMethod;

    // Images that are prepared at once, so that a GPU does not wait for each.
    private const int Ahead = 64;

    private EditTests(IEnumerable<KeyValuePair<string, ImageCollection>> sets) =>
        Sets = [.. sets.Where(set => set.Value.Count > 0)];

    /// <summary>The images of each name, in the order of the constants; names without images are left out.</summary>
    public IReadOnlyList<KeyValuePair<string, ImageCollection>> Sets { get; }

    /// <summary>The kinds of edit among the images.</summary>
    public IReadOnlyList<string> Kinds => [.. Sets.Select(set => set.Key).Where(name => name is not (Authentic or Unedited))];

    /// <summary>The images of a name.</summary>
    /// <param name="name">One of the constants.</param>
    /// <exception cref="ArgumentException">There are none; the message lists the names.</exception>
    public ImageCollection this[string name] => Sets.FirstOrDefault(set => set.Key == name).Value
        ?? throw new ArgumentException($"There are no images named '{name}', only {string.Join(", ", Sets.Select(set => set.Key))}.");

    /// <summary>At most so many images, evenly over the collection.</summary>
    internal static ImageCollection Evenly(ImageCollection images, int count)
    {
        var taken = Math.Min(count, images.Count);
        return images.With(images.Name, Enumerable.Range(0, taken).Select(place => images[(int)((long)place * images.Count / taken)]));
    }

    /// <summary>Sorts test images by kind, and forges those that are missing from the authentic ones (simulated).</summary>
    /// <param name="test">Edited and authentic images; edited ones of unknown kind are left out.</param>
    /// <param name="most">The most images of each name, taken evenly; null for all.</param>
    /// <param name="progress">Progress of the forging; null for none.</param>
    /// <param name="cancellation">Cancels the forging.</param>
    /// <exception cref="ArgumentException">There is no authentic image.</exception>
    public static EditTests Of(
        ImageCollection test, int? most = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentOutOfRangeException.ThrowIfLessThan(most ?? 1, 1, nameof(most));
        ImageCollection Some(Func<ImageRecord, bool> which) => Evenly(test.Where(which), most ?? int.MaxValue);
        var authentic = Some(record => !record.IsPositive);
        if (authentic.Count == 0)
        {
            throw new ArgumentException($"'{test.Name}' has no authentic image, from which copy-move edits are forged.", nameof(test));
        }
        bool IsCopy(ImageRecord record) => record.Method == ForgingMethod.CopyMove.Name;
        ImageCollection OfKind(EditKind kind) => Some(record => record.IsPositive && record.EditKind == kind && !IsCopy(record));
        var copies = Some(record => record.IsPositive && IsCopy(record));
        return new(new Dictionary<string, ImageCollection>
        {
            [Spliced] = OfKind(EditKind.Spliced),
            [FullyRegenerated] = OfKind(EditKind.FullyRegenerated),
            [CopyMove] = copies.Count > 0 ? copies
                : ForgedImages.Edited(authentic, ForgingMethod.CopyMove, progress: progress, cancellation: cancellation),
            [Authentic] = authentic,
            [Unedited] = ForgedImages.Unedited(
                authentic, ForgingMethod.StableDiffusion2FullyRegenerated, progress: progress, cancellation: cancellation),
        });
    }

    /// <summary>Scores the pixels of degraded images at full size, one after the other.</summary>
    /// <param name="model">One logit per pixel; left in evaluation mode.</param>
    /// <param name="images">Images and masks.</param>
    /// <param name="degradation">Applied to image and mask before.</param>
    /// <param name="cancellation">Cancels before the next image.</param>
    /// <returns>One mask per image, of the size after the degradation; computed lazily.</returns>
    public static IEnumerable<PredictedMask> Masks(
        nn.Module<Tensor, Tensor> model, ImageCollection images, EditDegradation degradation, CancellationToken cancellation = default) =>
        Prepared(images, degradation, cancellation).Select(one => new PredictedMask(
            one.Record, Predictor.ScorePixels(model, one.Image, Normalization.ImageNet, cancellation: cancellation), one.Mask));

    /// <summary>The images as a dataset whose transform is not used.</summary>
    internal static LocalizationDataset AtFullSize(ImageCollection images) => new(images, Transform.Evaluation(Forge.ShortestSide));

    /// <summary>One image and its mask, degraded alike.</summary>
    internal static (RgbImage Image, Mask Mask) Degraded(LocalizationDataset images, int index, EditDegradation degradation)
    {
        var (image, mask) = images.ReadPair(index);
        return degradation.Step?.Apply(image, mask, SeededRandom.For(0, index)) ?? (image, mask);
    }

    // In order, several at once.
    private static IEnumerable<(ImageRecord Record, RgbImage Image, Mask Mask)> Prepared(
        ImageCollection images, EditDegradation degradation, CancellationToken cancellation)
    {
        var dataset = AtFullSize(images);
        foreach (var chunk in Enumerable.Range(0, images.Count).Chunk(Ahead))
        {
            var prepared = new (RgbImage Image, Mask Mask)[chunk.Length];
            Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = cancellation },
                place => prepared[place] = Degraded(dataset, chunk[place], degradation));
            foreach (var (index, (image, mask)) in chunk.Zip(prepared))
            {
                yield return (images[index], image, mask);
            }
        }
    }
}
