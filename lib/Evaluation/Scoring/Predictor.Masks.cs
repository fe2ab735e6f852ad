using Telltale.Data;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <content>Predictions of pixels.</content>
public static partial class Predictor
{
    /// <summary>Scores every pixel of every image, as the dataset's transform leaves them.</summary>
    /// <param name="model">Takes (N, 3, H, W) float32, gives one logit a pixel (N, 1, H, W). Left in evaluation mode.</param>
    /// <param name="dataset">What to score, with masks as targets (1, H, W); use an evaluation transform, nothing random.</param>
    /// <param name="name">What the masks are of, for example <c>test</c>.</param>
    /// <param name="batchSize">Images in a step; does not change the scores beyond rounding.</param>
    /// <param name="progress">Told after each batch; null for silence.</param>
    /// <param name="cancellation">Stops before the next batch.</param>
    /// <returns>One mask an image, in the order of the dataset.</returns>
    /// <exception cref="ArgumentException">The model gives no logit for each pixel, or the dataset has no masks.</exception>
    public static PredictedMasks Masks(nn.Module<Tensor, Tensor> model, ImageDataset dataset, string name = "masks", int batchSize = 16,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var masks = new List<PredictedMask>(dataset.Records.Count);
        void Keep(Batch batch, Tensor logits) => masks.AddRange(MasksOf(batch, logits, dataset.Records));
        ForEachBatch(model, dataset, batchSize, Keep, $"localize {name}", progress, cancellation);
        return new(name, masks);
    }

    /// <summary>The predicted masks of one batch, in managed memory.</summary>
    internal static IEnumerable<PredictedMask> MasksOf(Batch batch, Tensor logits, IReadOnlyList<ImageRecord> records)
    {
        if (logits.dim() != 4 || !logits.shape.SequenceEqual(batch.Targets.shape))
        {
            throw new ArgumentException(
                $"The model gives ({string.Join(", ", logits.shape)}) and the masks are ({string.Join(", ", batch.Targets.shape)}); "
                + "localization needs one logit for each pixel of the mask: a U-Net, and a dataset with masks.");
        }
        var (height, width) = ((int)logits.shape[2], (int)logits.shape[3]);
        var (scores, truth) = (Values(logits.sigmoid()), Values(batch.Targets));
        return batch.Indices.Select((index, row) =>
        {
            var pixels = new Range(row * height * width, (row + 1) * height * width);
            return new PredictedMask(records[index], scores[pixels], new Mask(width, height, Array.ConvertAll(truth[pixels], MaskValue)));
        });
    }

    private static byte MaskValue(float target) => target < 0 ? Mask.Ignored : target > 0.5f ? Mask.Edited : Mask.Authentic;

    private static float[] Values(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        return pixels.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}
