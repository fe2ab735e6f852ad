using System.Diagnostics;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>An image of a collection that could not be read.</summary>
/// <param name="Record">The image.</param>
/// <param name="Problem">Why it could not be read, in one sentence.</param>
public sealed record UnscoredImage(ImageRecord Record, string Problem);

/// <summary>The scores of a whole collection, read from the parts that <see cref="CollectionScoring"/> wrote.</summary>
/// <param name="Predictions">The scored images in the order of the manifest, bit-identical to those of a single process.</param>
/// <param name="Unscored">Images that could not be read and were skipped, in the order of the manifest.</param>
public sealed record CollectionScores(Predictions Predictions, IReadOnlyList<UnscoredImage> Unscored)
{
    /// <summary>Reads all parts, whichever shards wrote them, into memory.</summary>
    /// <param name="folder">The folder of the parts.</param>
    /// <param name="name">Name of the predictions in reports; null for the folder's name.</param>
    /// <param name="progress">Progress after each part; null for none.</param>
    /// <param name="cancellation">Cancels before the next part.</param>
    /// <exception cref="UnusableFileException">A part is corrupt or was changed after it was written; the message names it.</exception>
    /// <exception cref="InvalidDataException">
    /// Parts are missing (the message lists them and their shards), or of different models.
    /// </exception>
    public static CollectionScores Read(
        string folder, string? name = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var (started, parts) = (Stopwatch.GetTimestamp(), new ScoreFolder(folder));
        var (predictions, unscored, names) =
            (new List<Prediction>(), new List<UnscoredImage>(), new Dictionary<string, string>(StringComparer.Ordinal));
        string Shared(string text) => names.TryGetValue(text, out var known) ? known : names[text] = text;
        foreach (var header in parts.Complete())
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (prediction, problem) in ScorePart.ReadRows(parts.PathOf(header.Part), header, Shared))
            {
                if (problem is null)
                {
                    predictions.Add(prediction);
                }
                else
                {
                    unscored.Add(new(prediction.Record, problem));
                }
            }
            progress?.Report(new("read scores", predictions.Count + unscored.Count, header.Plan.Rows,
                Stopwatch.GetElapsedTime(started)));
        }
        return new(new(name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), predictions), unscored);
    }
}
