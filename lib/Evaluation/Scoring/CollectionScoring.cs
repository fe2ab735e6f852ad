using System.Diagnostics;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <summary>
/// Scores collections too large for one run or one machine. The manifest is split into parts of consecutive rows, each written as one
/// Parquet file when it is finished; a shard is every n-th part. Memory does not grow with the collection; a process that was stopped
/// or killed resumes when it is started again and loses at most one part; shards may run in parallel on any machines that share the
/// folder; and the files form one table: DuckDB reads <c>'scores/*.parquet'</c>, Spark <c>spark.read.parquet("scores")</c>.
/// </summary>
/// <remarks>
/// <para>Columns: <c>row</c> (number in the manifest, from 0), those of the manifest (<c>path</c> and <c>mask_path</c> absolute),
/// <c>score</c> and <c>logit</c> (double, null where the image could not be read) and <c>problem</c> (the reason).</para>
/// <para>A scheduler starts the same notebook or program once per shard, each with its number:</para>
/// <code>
/// TELLTALE_SHARD=3/8 environment/bin/Telltale.Workbench run score.ipynb --output runs/3
///
/// // a cell of the notebook:
/// var options = new ScoringOptions { Folder = "scores", Shard = Shard.Current };
/// CollectionScoring.Run(model, "manifest.csv", Transform.Evaluation(64), options, new ConsoleProgress(), Interrupt.Token)
///
/// // afterwards, in any process:
/// DetectionReport.Of(CollectionScores.Read("scores").Predictions, threshold)
/// </code>
/// <para>A score depends on its batch: measured with a DenseNet on the CPU, batches of 31 instead of 32 change a third of the scores, by
/// up to 3e-8. Batches therefore depend on the manifest only. Scores are bit-identical on machines of one kind; another CPU may round
/// differently.</para>
/// <para>Changes to an image file after its part was scored are not detected.</para>
/// </remarks>
public static class CollectionScoring
{
    /// <summary>Scores the parts of a shard that are not in the folder yet.</summary>
    /// <param name="model">Maps (N, 3, H, W) float32 to two-class logits (N, 2) or one logit (N, 1). Left in evaluation mode.</param>
    /// <param name="manifest">
    /// A CSV file as described at <see cref="Manifest"/>, of any length; for a folder, write one with <see cref="Manifest.Write"/>.
    /// </param>
    /// <param name="transform">An evaluation transform, without randomness.</param>
    /// <param name="options">The folder of the scores, the shard, the batch size.</param>
    /// <param name="progress">Progress of checking the manifest, then of scoring, after each batch; null for none.</param>
    /// <param name="cancellation">Cancels before the next batch; finished parts are kept.</param>
    /// <exception cref="ManifestException">The manifest is invalid, has no rows, or contains a path twice; nothing was scored.</exception>
    /// <exception cref="ImageFileException">With <see cref="InvalidImages.Refuse"/>: an image cannot be read.</exception>
    /// <exception cref="UnusableFileException">A part in the folder is corrupt or was changed after it was written.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder contains scores of another model, manifest, transform or library; nothing was scored.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The model returns logits of another shape, or a score is not finite; the message names the file.
    /// </exception>
    public static ScoredShard Run(nn.Module<Tensor, Tensor> model, string manifest, TransformPipeline transform, ScoringOptions options,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(transform);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var rows = ManifestBlocks.Open(manifest, progress, cancellation: cancellation);
        var (plan, folder) = (ScoringPlan.Of(model, rows, transform, options), new ScoreFolder(options.Folder));
        var (parts, existing) = (plan.PartsOf(options.Shard).ToList(), folder.PartsOf(plan));
        var missing = parts.Where(part => !existing.Contains(part)).ToHashSet();
        var (task, left) = ($"score shard {options.Shard}", missing.Sum(plan.RowsOf));
        var (started, done, unscored) = (Stopwatch.GetTimestamp(), 0, 0);
        void Scored(int count)
        {
            done += count;
            progress?.Report(new(task, done, left, Stopwatch.GetElapsedTime(started)));
        }
        foreach (var (part, records) in rows.Read(plan.RowsPerPart, missing))
        {
            var images = new PartImages(records, transform, options.Invalid);
            var scored = Score(model, images, plan.FirstRow(part), options.BatchSize, Scored, cancellation);
            ScorePart.Write(folder.PathOf(part), new(part, options.Shard, plan), scored);
            unscored += scored.Count(row => row.Score is null);
        }
        return new(options.Shard, parts.Count, parts.Count - missing.Count, done, unscored);
    }

    private static ScoredRow[] Score(
        nn.Module<Tensor, Tensor> model, PartImages part, int firstRow, int batchSize, Action<int> scored, CancellationToken cancellation)
    {
        var rows = new List<ScoredRow>(part.Records.Count);
        Predictor.ForEachBatch(model, part, batchSize, (batch, logits) =>
        {
            foreach (var (index, (score, logit)) in batch.Indices.Zip(Predictor.ScoresOf(logits)))
            {
                var problem = part.Problems.GetValueOrDefault(index);
                rows.Add(problem is not null || double.IsFinite(logit)
                    ? ScoredRow.Of(firstRow + index, part.Records[index], score, logit, problem)
                    : throw new ArgumentException(
                        $"The score of {part.Records[index].Path} is {score.Invariant()}; metrics need finite scores. "
                        + "Check the weights of the model.",
                        nameof(model)));
            }
            scored(batch.Count);
        }, cancellation: cancellation);
        return [.. rows];
    }
}
