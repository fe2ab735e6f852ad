using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <summary>
/// Scores collections too large for one sitting or one machine. The manifest is cut into parts of consecutive rows, each written as one Parquet
/// file when it is done, and a shard is every n-th part. So memory does not grow with the collection; a process that was stopped or killed goes on
/// when it is started again, and has lost one part at most; shards may run side by side, anywhere that sees the same folder; and the files are one table:
/// DuckDB reads <c>'scores/*.parquet'</c>, Spark <c>spark.read.parquet("scores")</c>.
/// </summary>
/// <remarks>
/// <para>Columns: <c>row</c> (number in the manifest, from 0), those of the manifest (<c>path</c> and <c>mask_path</c> absolute), <c>score</c> (double, null
/// where the image could not be read) and <c>problem</c> (the reason).</para>
/// <para>A scheduler starts the same notebook or program once a shard, each with its number:</para>
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
/// <para>A score depends on its batch: measured with a DenseNet on the CPU, batches of 31 instead of 32 move a third of the scores, by up to 3e-8. That is
/// why batches follow from the manifest alone. Scores agree to the last bit between machines of one kind; another processor may round otherwise.</para>
/// <para>An image is taken as it is when its part is scored; whether its file changes later is not looked at.</para>
/// </remarks>
public static class CollectionScoring
{
    /// <summary>Scores a shard of a collection, or what is left of it.</summary>
    /// <param name="model">Takes (N, 3, H, W) float32, gives two-class logits (N, 2) or one logit (N, 1). Left in evaluation mode.</param>
    /// <param name="manifest">A CSV file as <see cref="Manifest"/> describes it, of any length; for a folder, write one with <see cref="Manifest.Write"/>.</param>
    /// <param name="transform">An evaluation transform, nothing random.</param>
    /// <param name="options">Where the scores go, and which shard it is.</param>
    /// <param name="progress">Told while the manifest is checked, then after each batch with the images still to do as total; null for silence.</param>
    /// <param name="cancellation">Stops before the next batch; finished parts stay.</param>
    /// <exception cref="ManifestException">The manifest cannot be understood, has no rows, or names a path twice; nothing was scored.</exception>
    /// <exception cref="ImageFileException">With <see cref="InvalidImages.Refuse"/>: an image cannot be read.</exception>
    /// <exception cref="InvalidDataException">The folder holds scores of another model, manifest, transform or library; nothing was scored.</exception>
    /// <exception cref="ArgumentException">The model gives logits of another shape, or a score that is not finite; the message names the file.</exception>
    public static ScoredShard Run(nn.Module<Tensor, Tensor> model, string manifest, TransformPipeline transform, ScoringOptions options,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(transform);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var rows = ManifestBlocks.Open(manifest, progress, cancellation: cancellation);
        var (plan, folder) = (ScoringPlan.Of(model, rows, transform, options), new ScoreFolder(options.Folder));
        var (parts, there) = (plan.PartsOf(options.Shard).ToList(), folder.PartsOf(plan));
        var missing = parts.Where(part => !there.Contains(part)).ToHashSet();
        var (task, left, started, done, unscored) = ($"score shard {options.Shard}", missing.Sum(plan.RowsOf), TimeProvider.System.GetTimestamp(), 0, 0);
        void Scored(int count)
        {
            done += count;
            progress?.Report(new(task, done, left, TimeProvider.System.GetElapsedTime(started)));
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
            foreach (var (index, score) in batch.Indices.Zip(Predictor.Probabilities(logits)))
            {
                var problem = part.Problems.GetValueOrDefault(index);
                rows.Add(problem is not null || double.IsFinite(score) ? ScoredRow.Of(firstRow + index, part.Records[index], score, problem) : throw new ArgumentException(
                    $"The score of {part.Records[index].Path} is {score}; a metric needs finite scores. Check the weights of the model.", nameof(model)));
            }
            scored(batch.Count);
        }, cancellation: cancellation);
        return [.. rows];
    }
}
