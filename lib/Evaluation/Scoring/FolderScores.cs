using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <summary>The score of an image of which nothing is known.</summary>
/// <param name="Path">Absolute path of the image.</param>
/// <param name="Score">Probability of the positive class, in [0, 1]; null where the image cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
public sealed record ScoredImage(string Path, double? Score, string? Problem);

/// <summary>Scores images without labels: a folder of any kind, or one image.</summary>
/// <example><code>
/// using var detector = ExternalDetector.Load("detector.pt");
/// var scored = FolderScores.Of(detector, detector.Transform, "/data/unknown");
/// FolderScores.Write("scores.csv", scored);
/// </code></example>
public static class FolderScores
{
    /// <summary>Scores every image.</summary>
    /// <param name="model">Maps (N, 3, H, W) float32 to two-class logits (N, 2) or one logit (N, 1). Left in evaluation mode.</param>
    /// <param name="transform">An evaluation transform, without randomness.</param>
    /// <param name="path">A folder, searched at any depth, or an image. Masks are left out where the folder has a known layout.</param>
    /// <param name="batchSize">Images per batch; changes the scores by rounding only.</param>
    /// <param name="progress">Progress after each batch; null for none.</param>
    /// <param name="cancellation">Cancels before the next batch.</param>
    /// <returns>One score per image, in an order that is the same on every machine; images that cannot be read have none.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no images.</exception>
    public static IReadOnlyList<ScoredImage> Of(nn.Module<Tensor, Tensor> model, TransformPipeline transform, string path,
        int batchSize = 32, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(transform);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return OfListed(model, transform, FolderListing.Of(path), batchSize, progress, cancellation);
    }

    /// <summary>As above, for images that are already listed.</summary>
    internal static IReadOnlyList<ScoredImage> OfListed(nn.Module<Tensor, Tensor> model, TransformPipeline transform, FolderListing listing,
        int batchSize = 32, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        // The label is never looked at.
        ImageRecord[] records = [.. listing.Images.Select(image => new ImageRecord(image, ImageLabel.Real, "unknown"))];
        var images = new PartImages(records, transform, InvalidImages.Skip);
        var scored = new List<ScoredImage>(records.Length);
        Predictor.ForEachBatch(model, images, batchSize, (batch, logits) =>
        {
            foreach (var (index, score) in batch.Indices.Zip(Predictor.Probabilities(logits)))
            {
                var problem = images.Problems.GetValueOrDefault(index);
                scored.Add(new(records[index].Path, problem is null ? score : null, problem));
            }
        }, "score", progress, cancellation);
        return scored;
    }

    /// <summary>Writes <c>path,score</c> atomically, for <c>DetectorScores.Read</c>; images without a score are left out.</summary>
    /// <param name="file">The CSV file.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="labelled">Records of the same images, whose labels and sources become columns; null for none.</param>
    /// <exception cref="ArgumentException">An image that has a score is not among the records.</exception>
    public static void Write(string file, IReadOnlyList<ScoredImage> scores, IEnumerable<ImageRecord>? labelled = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var records = labelled?.DistinctBy(record => record.Path).ToDictionary(record => record.Path, StringComparer.Ordinal);
        string[] Row(ScoredImage image) => [image.Path, image.Score!.Value.Invariant("R"), .. Known(image)];
        string[] Known(ScoredImage image) => records is null ? []
            : records.TryGetValue(image.Path, out var record) ? [record.Label.ToString().ToLowerInvariant(), record.Source]
            : throw new ArgumentException($"{image.Path} has a score and no label.", nameof(labelled));
        string[] header = records is null ? ["path", "score"] : ["path", "score", "label", "source"];
        AtomicFile.WriteText(file, ManifestText.Of(scores.Where(image => image.Score is not null).Select(Row).Prepend(header)));
    }

    /// <summary>The scores in lines: the images called synthetic, the most certain first, and those that cannot be read.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="threshold">The lowest score predicted synthetic.</param>
    public static string Describe(IReadOnlyList<ScoredImage> scores, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(threshold);
        return Lines(scores, threshold.Value, (images, synthetic) =>
            $"{images} scored; {synthetic} called synthetic at {threshold}");
    }

    /// <summary>A heading, the images whose score is high, the highest first, and those that cannot be read.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="lowest">The lowest score that is high.</param>
    /// <param name="heading">Made of the images that have a score ("5 images") and the number of those whose score is high.</param>
    internal static string Lines(IReadOnlyList<ScoredImage> scores, double lowest, Func<string, string, string> heading)
    {
        const int Shown = 10;
        var readable = scores.Where(image => image.Score is not null).ToArray();
        var high = readable.Where(image => image.Score >= lowest).OrderByDescending(image => image.Score).ToArray();
        return string.Join('\n', [
            heading(readable.Length.Counted("image"), high.Length.Invariant("N0")),
            .. high.Take(Shown).Select(image => $"  {image.Score!.Value.Invariant("0.000")}  {image.Path}"),
            .. high.Length > Shown ? [$"  and {(high.Length - Shown).Invariant("N0")} more"] : Array.Empty<string>(),
            .. readable.Length == 1 && high.Length == 0 ? [$"  {readable[0].Score!.Value.Invariant("0.000")}  {readable[0].Path}"]
                : Array.Empty<string>(),
            .. scores.Where(image => image.Problem is not null).Select(image => $"not read: {image.Path}: {image.Problem}"),
        ]);
    }
}
