using Telltale.Data;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <content>Predictions of pixels.</content>
public static partial class Predictor
{
    /// <summary>Scores every pixel of every image after the dataset's transform.</summary>
    /// <param name="model">Maps (N, 3, H, W) float32 to one logit per pixel (N, 1, H, W). Left in evaluation mode.</param>
    /// <param name="dataset">Images with masks as targets (1, H, W), and an evaluation transform, without randomness.</param>
    /// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
    /// <param name="batchSize">Images per batch; changes the scores by rounding only.</param>
    /// <param name="progress">Progress after each batch; null for none.</param>
    /// <param name="cancellation">Cancels before the next batch.</param>
    /// <returns>One mask per image, in the order of the dataset.</returns>
    /// <exception cref="ArgumentException">The model does not return one logit per pixel, or the dataset has no masks.</exception>
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
                $"The model returns ({string.Join(", ", logits.shape)}) and the masks have ({string.Join(", ", batch.Targets.shape)}); "
                + "localization needs one logit per pixel of the mask: a U-Net, and a dataset with masks.");
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
