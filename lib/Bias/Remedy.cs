using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// What takes a telling feature away. Either it changes what the network sees of each image, for training, validation and test alike, or
/// which images there are; <see cref="ApplyTo(TransformPipeline)"/> and <see cref="ApplyTo(ImageCollection)"/> do the one that applies
/// and leave the other as it is.
/// </summary>
public sealed class Remedy
{
    private readonly IReadOnlyList<TransformStep> prefix;
    private readonly Func<ImageCollection, ImageCollection> choose;

    private Remedy(string name, string explanation, IReadOnlyList<TransformStep> prefix, Func<ImageCollection, ImageCollection>? choose = null) =>
        (Name, Explanation, this.prefix, this.choose) = (name, explanation, prefix, choose ?? (collection => collection));

    /// <summary>What is done, in two or three words.</summary>
    public string Name { get; }

    /// <summary>What it does and what it leaves.</summary>
    public string Explanation { get; }

    /// <summary>Compresses every image in the same way before anything else.</summary>
    /// <param name="quality">JPEG quality, 1 to 100; no higher than the lowest in the collection.</param>
    public static Remedy ReencodeAlike(int quality) => new(
        "re-encode alike", $"every image becomes a JPEG of quality {quality}, 4:2:0; what an earlier compression left in the pixels is weakened, not gone",
        [new JpegReencode(quality, quality, Probability: 1)]);

    /// <summary>Cuts the middle square of one size out of every image before anything else; nothing is resampled.</summary>
    /// <param name="side">Side of the square in pixels; no larger than the smallest image.</param>
    public static Remedy CropAlike(int side) => new(
        "crop alike", $"the middle {side} × {side} pixels of every image; traces of an earlier resampling stay",
        [new CentreCrop(side)]);

    /// <summary>Leaves some images out.</summary>
    /// <param name="what">Which, for the explanation.</param>
    /// <param name="drop">True for an image to leave out.</param>
    public static Remedy Drop(string what, Func<ImageRecord, bool> drop) =>
        new($"drop {what}", $"{what} are left out of both classes", [], collection => collection.Where(record => !drop(record)));

    /// <summary>
    /// Keeps as many images of either class at every value of a feature (no more than the rarer class has there), drawn at random.
    /// </summary>
    /// <param name="feature">What the feature is called.</param>
    /// <param name="binOf">The bin of an image; images with equal bins have about equal values.</param>
    /// <param name="seed">The same seed keeps the same images, whatever their order.</param>
    public static Remedy Balance(string feature, Func<ImageRecord, int> binOf, long seed) => new(
        "balance", $"as many real as synthetic images in every band of {feature}; the others are left out", [],
        collection => Balanced(collection, binOf, seed));

    /// <summary>The pipeline with what the remedy does to each image in front.</summary>
    /// <param name="pipeline">Any pipeline.</param>
    public TransformPipeline ApplyTo(TransformPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return prefix.Count == 0 ? pipeline : pipeline with { Steps = [.. prefix, .. pipeline.Steps] };
    }

    /// <summary>The images that the remedy keeps.</summary>
    /// <param name="collection">The audited collection or a part of it.</param>
    public ImageCollection ApplyTo(ImageCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return choose(collection);
    }

    /// <summary>Its name and explanation.</summary>
    public override string ToString() => $"{Name}: {Explanation}";

    private static ImageCollection Balanced(ImageCollection collection, Func<ImageRecord, int> binOf, long seed)
    {
        var kept = new HashSet<ImageRecord>();
        foreach (var bin in collection.GroupBy(binOf))
        {
            var classes = bin.GroupBy(record => record.IsPositive).ToArray();
            var rarer = classes.Length == 2 ? classes.Min(images => images.Count()) : 0;
            foreach (var images in classes)
            {
                var inOrder = images.OrderBy(record => record.Path, StringComparer.Ordinal).ToArray();
                kept.UnionWith(SeededRandom.For(seed, bin.Key, images.Key ? 1 : 0).Permutation(inOrder.Length).Take(rarer).Select(index => inOrder[index]));
            }
        }
        return collection.Where(kept.Contains);
    }
}
