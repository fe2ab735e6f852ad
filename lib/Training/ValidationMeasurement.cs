using Telltale.Data;
using Telltale.Evaluation;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>Measures a <see cref="ValidationMetric"/> over the batches of one epoch, without keeping tensors.</summary>
public abstract class ValidationMeasurement
{
    /// <summary>Adds a batch.</summary>
    /// <param name="batch">On the model's device; valid during this call only.</param>
    /// <param name="logits">The output of the model; valid during this call only.</param>
    public abstract void Add(Batch batch, Tensor logits);

    /// <summary>The value over all batches; NaN where it is not defined.</summary>
    /// <param name="meanLoss">Mean loss over the validation images.</param>
    public abstract double Finish(double meanLoss);
}

internal sealed class LossMeasurement : ValidationMeasurement
{
    public override void Add(Batch batch, Tensor logits)
    {
    }

    public override double Finish(double meanLoss) => meanLoss;
}

internal sealed class ImageMeasurement : ValidationMeasurement
{
    private readonly ImageDataset validation;
    private readonly Func<Predictions, double> of;
    private readonly List<(double Score, double Logit)> scores = [];

    public ImageMeasurement(Metric metric, ImageDataset validation, Func<Predictions, double> of)
    {
        (this.validation, this.of) = (validation, of);
        if (validation.TargetShape.Count > 0)
        {
            throw new ArgumentException(
                $"The metric {metric} is for images, and this data has masks: use ValidationMetric.MaskF1, MaskIoU or Loss.",
                nameof(validation));
        }
    }

    public override void Add(Batch batch, Tensor logits) => scores.AddRange(Predictor.ScoresOf(logits));

    public override double Finish(double meanLoss) => of(Predictor.PredictionsOf("validation", validation.Records, scores));
}

internal sealed class MaskMeasurement : ValidationMeasurement
{
    private readonly ImageDataset validation;
    private readonly Averaging averaging;
    private readonly Func<MaskMetrics, double> of;
    private readonly List<ConfusionCounts> counts = [];

    public MaskMeasurement(Metric metric, ImageDataset validation, Averaging averaging, Func<MaskMetrics, double> of)
    {
        (this.validation, this.averaging, this.of) = (validation, averaging, of);
        if (validation.TargetShape.Count == 0)
        {
            throw new ArgumentException(
                $"The metric {metric} is for masks, and this data has one label per image: "
                + "use ValidationMetric.BalancedAccuracy or another metric of images.",
                nameof(validation));
        }
    }

    public override void Add(Batch batch, Tensor logits) =>
        counts.AddRange(Predictor.MasksOf(batch, logits, validation.Records).Select(mask => mask.CountsAt(0.5)));

    public override double Finish(double meanLoss) => of(averaging.Of(counts));
}
