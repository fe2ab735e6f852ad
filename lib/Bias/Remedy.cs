using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Removes a feature that separates the classes, either by transforming every image (in training, validation and test alike) or by
/// selecting images. <see cref="ApplyTo(TransformPipeline)"/> and <see cref="ApplyTo(ImageCollection)"/> return their argument
/// unchanged where the remedy is of the other type.
/// </summary>
public sealed class Remedy
{
    private const string Alignment = "align history";

    private readonly IReadOnlyList<TransformStep> prefix;
    private readonly Func<ImageCollection, ImageCollection> choose;

    private Remedy(
        string name, string explanation, IReadOnlyList<TransformStep> prefix, Func<ImageCollection, ImageCollection>? choose = null) =>
        (Name, Explanation, this.prefix, this.choose) = (name, explanation, prefix, choose ?? (collection => collection));

    /// <summary>The name, in two or three words.</summary>
    public string Name { get; }

    /// <summary>What it does, and what it does not remove.</summary>
    public string Explanation { get; }

    /// <summary>Compresses every image in the same way before all other transforms.</summary>
    /// <param name="quality">JPEG quality, 1 to 100; at most the lowest in the collection.</param>
    public static Remedy ReencodeAlike(int quality) => new(
        "re-encode alike",
        $"every image is compressed to a JPEG of quality {quality}, 4:2:0; traces of an earlier compression are weakened, not removed",
        [new JpegReencode(quality, quality, Probability: 1)]);

    /// <summary>Crops the central square of a fixed size from every image before all other transforms, without resampling.</summary>
    /// <param name="side">Side of the square in pixels; at most the size of the smallest image.</param>
    public static Remedy CropAlike(int side) => new(
        "crop alike", $"the central {side} × {side} pixels of every image; traces of an earlier resampling remain",
        [new CentreCrop(side)]);

    /// <summary>
    /// Puts every image through the same chain before all other transforms, as proposed for unbiased benchmarks (Grommelt et al., Fake or
    /// JPEG?, ECCV Workshops 2024): crops the central square, shrinks it to half its side and compresses it. What was done to an image
    /// before is hidden under what is now done to all.
    /// </summary>
    /// <param name="side">Side of the square in pixels, at least 2; at most the size of the smallest image.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    public static Remedy AlignHistory(int side, int quality) => new(
        Alignment,
        $"the central {side} × {side} pixels of every image, shrunk to half and compressed to a JPEG of quality {quality}, 4:2:0; " +
        "traces of generators are weakened too",
        [new CentreCrop(side), new Resize((side + 1) / 2, (side + 1) / 2), new JpegReencode(quality, quality, Probability: 1)]);

    /// <summary>Removes some images.</summary>
    /// <param name="what">Which images, for the explanation.</param>
    /// <param name="drop">True for an image to remove.</param>
    public static Remedy Drop(string what, Func<ImageRecord, bool> drop) =>
        new($"drop {what}", $"{what} are removed from both classes", [], collection => collection.Where(record => !drop(record)));

    /// <summary>
    /// Balances the classes in every bin of a feature, by randomly dropping images of the more frequent class.
    /// </summary>
    /// <param name="feature">Name of the feature.</param>
    /// <param name="binOf">The bin of an image.</param>
    /// <param name="seed">Seed; the same seed keeps the same images in any order.</param>
    public static Remedy Balance(string feature, Func<ImageRecord, int> binOf, long seed) => new(
        "balance", $"as many images of one class as of the other in every bin of {feature}; the others are removed", [],
        collection => Balanced(collection, binOf, seed));

    /// <summary>The pipeline preceded by the transforms of the remedy.</summary>
    /// <param name="pipeline">Any pipeline.</param>
    public TransformPipeline ApplyTo(TransformPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return prefix.Count == 0 ? pipeline : pipeline with { Steps = [.. prefix, .. pipeline.Steps] };
    }

    /// <summary>The image after the transforms of the remedy.</summary>
    internal RgbImage ApplyTo(RgbImage image) =>
        ApplyTo(new TransformPipeline("the remedy alone", [], Normalization.None)).Apply(image, SeededRandom.For());

    /// <summary>True where it puts all images through the same chain.</summary>
    internal bool Aligns => Name == Alignment;

    /// <summary>True where it transforms every image, false where it selects images.</summary>
    internal bool Transforms => prefix.Count > 0;

    /// <summary>The images that the remedy keeps.</summary>
    /// <param name="collection">The audited collection or a subset of it.</param>
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
                var order = SeededRandom.For(seed, bin.Key, images.Key ? 1 : 0).Permutation(inOrder.Length);
                kept.UnionWith(order.Take(rarer).Select(index => inOrder[index]));
            }
        }
        return collection.Where(kept.Contains);
    }
}
