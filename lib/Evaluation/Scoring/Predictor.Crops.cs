using Telltale.Data;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <content>Predictions from several crops of each image.</content>
public static partial class Predictor
{
    /// <summary>
    /// Scores every image by several crops instead of its centre: the tiles with the richest texture, where generators leave more traces
    /// than in smooth ones (Zhong et al.: PatchCraft, 2023). The logits of the crops are averaged, and the mean becomes the probability.
    /// </summary>
    /// <remarks>
    /// Texture is the sum of the absolute differences of neighbouring pixels. The tiles are those of a centred grid without overlap; an
    /// image with fewer tiles than <paramref name="crops"/> repeats them, richest first.
    /// </remarks>
    /// <param name="model">Maps (N, 3, S, S) float32 to two-class logits (N, 2) or one logit (N, 1). Left in evaluation mode.</param>
    /// <param name="dataset">The images, with a transform that ends in a centre crop of S pixels, which the crops replace.</param>
    /// <param name="crops">Crops of each image, at least 1.</param>
    /// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
    /// <param name="batchSize">Crops per batch, or one image if it has more; changes the scores by rounding only.</param>
    /// <param name="progress">Progress after each batch; null for none.</param>
    /// <param name="cancellation">Cancels before the next batch.</param>
    /// <returns>One prediction per image, in the order of the dataset; scores in [0, 1].</returns>
    /// <exception cref="ArgumentException">The transform does not end in a centre crop.</exception>
    public static Predictions ScoreCrops(nn.Module<Tensor, Tensor> model, DetectionDataset dataset, int crops = 8,
        string name = "predictions", int batchSize = 32,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(crops, 1);
        var averaged = new CropAverage(model, crops); // not disposed: the model is the caller's
        return Score(averaged, new TextureCropDataset(dataset, crops), name, Math.Max(batchSize / crops, 1), progress, cancellation);
    }

    /// <summary>The mean logits of crops that are one below the other: (N, 3, crops · S, S) to (N, logits).</summary>
    private sealed class CropAverage : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> model;
        private readonly int crops;

        public CropAverage(nn.Module<Tensor, Tensor> model, int crops) : base(nameof(CropAverage))
        {
            (this.model, this.crops) = (model, crops);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var (images, size) = (input.size(0), input.size(3));
            var rows = input.permute(0, 2, 3, 1).contiguous();                                           // (N, crops · S, S, 3)
            var logits = model.forward(rows.view(images * crops, size, size, 3).permute(0, 3, 1, 2));    // (N · crops, logits)
            return logits.view(images, crops, -1).mean([1]).MoveToOuterDisposeScope();
        }
    }
}
