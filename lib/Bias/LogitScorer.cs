using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Bias;

/// <summary>
/// A detector to be probed: it gives every image a logit, above 0 where synthetic is more likely. The logits of networks are cached, so a
/// repeated or interrupted measurement computes only what is missing.
/// </summary>
/// <example><code>
/// var detector = LogitScorer.Of("DenseNet", model, Transform.Evaluation(224), seed: 17);
/// var brightness = LogitScorer.Of("brightness", image => image.Pixels.Average(level => (double)level) - 128);
/// </code></example>
public sealed class LogitScorer : IDisposable
{
    private readonly nn.Module<Tensor, Tensor>? model;
    private readonly TransformPipeline? evaluation;
    private readonly Func<RgbImage, double>? logit;
    private readonly bool isOwner;

    private LogitScorer(
        string name, long seed, nn.Module<Tensor, Tensor>? model, TransformPipeline? evaluation, Func<RgbImage, double>? logit,
        bool isOwner)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Seed, this.model, this.evaluation, this.logit, this.isOwner) = (name, seed, model, evaluation, logit, isOwner);
    }

    /// <summary>Its name in reports. Detectors of one name differ by their seed only.</summary>
    public string Name { get; }

    /// <summary>The seed it was trained with.</summary>
    public long Seed { get; }

    /// <summary>A network.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="model">Maps (N, 3, H, W) float32 to logits (N, 2) or (N, 1).</param>
    /// <param name="evaluation">Its evaluation transform, without randomness.</param>
    /// <param name="seed">The seed it was trained with.</param>
    /// <param name="isOwner">True if disposing the detector disposes the network.</param>
    public static LogitScorer Of(
        string name, nn.Module<Tensor, Tensor> model, TransformPipeline evaluation, long seed = 0, bool isOwner = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(evaluation);
        return new(name, seed, model, evaluation, null, isOwner);
    }

    /// <summary>Any function of the pixels.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="logit">The logit of an image; called from several threads.</param>
    /// <param name="seed">A seed to tell detectors of one name apart.</param>
    public static LogitScorer Of(string name, Func<RgbImage, double> logit, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(logit);
        return new(name, seed, null, null, logit, false);
    }

    /// <summary>Disposes the network, if it is the owner.</summary>
    public void Dispose()
    {
        if (isOwner)
        {
            model?.Dispose();
        }
    }

    /// <summary>The logits of images, in their order.</summary>
    /// <param name="records">The images.</param>
    /// <param name="intervention">Applied to every image before the detector's own transform; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ArgumentException">A logit is not finite; the message names the file.</exception>
    internal double[] Logits(IReadOnlyList<ImageRecord> records, Intervention? intervention, CancellationToken cancellation)
    {
        var logits = model is null ? OfFunction(records, intervention, cancellation) : OfNetwork(records, intervention, cancellation);
        var invalid = Array.FindIndex(logits, value => !double.IsFinite(value));
        return invalid < 0 ? logits : throw new ArgumentException(
            $"The logit of {records[invalid].Path} by '{Name}' is {logits[invalid].Invariant()}; a probe needs finite logits. "
                + "Check the detector.");
    }

    private double[] OfFunction(IReadOnlyList<ImageRecord> records, Intervention? intervention, CancellationToken cancellation)
    {
        var logits = new double[records.Count];
        new ParallelWork($"score by {Name}", records.Count).Run(index =>
        {
            var image = ImageCodec.Read(records[index].Path);
            logits[index] = logit!(intervention?.Step.Apply(image, SeededRandom.For(0, 0, index)) ?? image);
        }, progress: null, cancellation);
        return logits;
    }

    private double[] OfNetwork(IReadOnlyList<ImageRecord> records, Intervention? intervention, CancellationToken cancellation)
    {
        var transform = intervention is null ? evaluation! : evaluation! with { Steps = [intervention.Step, .. evaluation.Steps] };
        var file = StoredNumbers.FileOf("logits", Identity(records, transform));
        if (StoredNumbers.Read<double>(file, records.Count) is { } stored)
        {
            return stored;
        }
        var logits = new List<double>(records.Count);
        Predictor.ForEachBatch(
            model!, new DetectionDataset(records, transform), batchSize: 32,
            (_, output) => logits.AddRange(Predictor.PositiveLogits(output)),
            cancellation: cancellation);
        double[] values = [.. logits];
        StoredNumbers.Write(file, values);
        return values;
    }

    private string Identity(IReadOnlyList<ImageRecord> records, TransformPipeline transform)
    {
        var images = records.Select(record => $"{Path.GetFullPath(record.Path)} {Fingerprint.OfFile(record.Path)}");
        var network = $"{(model as INetwork)?.Architecture ?? model!.GetType().FullName} {(model as IHasPrecision)?.Precision}";
        return string.Join('\n', [network, Fingerprint.Of(model!), Fingerprint.Library, transform.ToString(), .. images]);
    }
}
