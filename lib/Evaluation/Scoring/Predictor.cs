using System.Diagnostics;
using Telltale.Data;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <summary>Runs a model over a dataset.</summary>
/// <example>
/// <code>
/// var scored = Predictor.Score(model, test, "test");
/// var counts = ConfusionCounts.Of(scored, threshold);
/// var probability = scored.Items.First().Score;
/// </code>
/// </example>
public static partial class Predictor
{
    /// <summary>Scores every image with the probability of the positive class (synthetic).</summary>
    /// <param name="model">Maps (N, 3, H, W) float32 to two-class logits (N, 2) or one logit (N, 1). Left in evaluation mode.</param>
    /// <param name="dataset">The images, with an evaluation transform, without randomness.</param>
    /// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
    /// <param name="batchSize">Images per batch; changes the scores by rounding only.</param>
    /// <param name="progress">Progress after each batch; null for none.</param>
    /// <param name="cancellation">Cancels before the next batch.</param>
    /// <returns>One prediction per image, in the order of the dataset; scores in [0, 1].</returns>
    public static Predictions Score(nn.Module<Tensor, Tensor> model, ImageDataset dataset, string name = "predictions", int batchSize = 32,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var scores = new List<(double Score, double Logit)>(dataset.Records.Count);
        ForEachBatch(model, dataset, batchSize, (_, logits) => scores.AddRange(ScoresOf(logits)),
            $"score {name}", progress, cancellation);
        return PredictionsOf(name, dataset.Records, scores);
    }

    /// <summary>
    /// Calls a function with the model's output for each batch, without gradients; tensors are valid during that call only.
    /// </summary>
    /// <param name="model">Left in evaluation mode.</param>
    /// <param name="dataset">Its images, in order.</param>
    /// <param name="batchSize">Images per batch.</param>
    /// <param name="visit">Receives the batch, with tensors on the model's device, and the logits.</param>
    /// <param name="task">Name of the work in progress reports.</param>
    /// <param name="progress">Progress after each batch; null for none.</param>
    /// <param name="cancellation">Cancels before the next batch.</param>
    internal static void ForEachBatch(nn.Module<Tensor, Tensor> model, ImageDataset dataset, int batchSize, Action<Batch, Tensor> visit,
        string task = "score", IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(visit);
        var started = Stopwatch.GetTimestamp();
        var (device, done) = (ComputeDevice.Of(model), 0);
        model.eval();
        using var noGradients = no_grad();
        foreach (var batch in new Loader(dataset, batchSize, seed: 0, shuffle: false, device: device).Epoch(0, cancellation: cancellation))
        {
            using var scope = NewDisposeScope();
            using var moved = batch.To(device);
            visit(moved, model.forward(ChannelsLast.Of(moved.Inputs)));
            done += moved.Count;
            progress?.Report(new(task, done, dataset.Records.Count, Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>The probability of the positive class.</summary>
    /// <param name="logits">(N, 2) or (N, 1).</param>
    /// <returns>N values in [0, 1].</returns>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public static double[] Probabilities(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using var scope = NewDisposeScope();
        var positive = logits.shape switch
        {
            [_, 2] => nn.functional.softmax(logits.to_type(ScalarType.Float64), 1).select(1, 1),
            [_, 1] => logits.to_type(ScalarType.Float64).sigmoid().squeeze(1),
            _ => throw UnexpectedShape(logits),
        };
        return positive.cpu().data<double>().ToArray();
    }

    /// <summary>The logit of the positive class; not from its probability, which saturates.</summary>
    /// <param name="logits">(N, 2) or (N, 1).</param>
    /// <returns>N finite or infinite values; above 0 where the positive class is more likely.</returns>
    /// <exception cref="ArgumentException">Another shape.</exception>
    internal static double[] PositiveLogits(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var values = logits.to_type(ScalarType.Float64);
        var positive = logits.shape switch
        {
            [_, 2] => values.select(1, 1) - values.select(1, 0),
            [_, 1] => values.squeeze(1),
            _ => throw UnexpectedShape(logits),
        };
        return positive.cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>The probability of the positive class and its logit, which still ranks what rounds to the probability 1.</summary>
    /// <param name="logits">(N, 2) or (N, 1).</param>
    internal static IEnumerable<(double Score, double Logit)> ScoresOf(Tensor logits) =>
        Probabilities(logits).Zip(PositiveLogits(logits));

    internal static Predictions PredictionsOf(
        string name, IReadOnlyList<ImageRecord> records, IReadOnlyList<(double Score, double Logit)> scores) => new(
        name, records.Zip(scores, (record, score) => new Prediction(record, score.Score) { Logit = score.Logit }));

    private static ArgumentException UnexpectedShape(Tensor logits) => new(
        $"Expected logits of shape (N, 2) or (N, 1), not ({string.Join(", ", logits.shape)}). Detection needs a model with 2 classes.");
}
