using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <content>
/// Losses of logits (N, 1, H, W) against masks (N, 1, H, W): 1 = edited, 0 = authentic, below 0 = ignored. An ignored pixel adds
/// nothing and receives no gradient; where no pixel counts, the loss is 0. All throw <see cref="ArgumentException"/> where the shapes differ.
/// </content>
public static partial class Losses
{
    // One pixel's worth: keeps overlaps defined on empty masks, and is too little to matter on others.
    private const double Smoothing = 1;

    /// <summary>Binary cross-entropy, the mean over all counting pixels of the batch.</summary>
    /// <param name="edited">Weight of an edited pixel, where an authentic one has 1 (PyTorch's <c>pos_weight</c>).</param>
    public static Loss BinaryCrossEntropy(double edited = 1) => OfPixels($"binary cross-entropy(edited {edited})",
        (logits, truth, counts) => WeightedCrossEntropy(logits, truth, counts, edited));

    /// <summary>Soft Dice loss (Milletari, Navab, Ahmadi: V-Net, 3DV 2016; here without squares), the mean over images; in [0, 1].</summary>
    public static Loss Dice() => OfPixels("Dice", (logits, truth, counts) => Overlap(logits, truth, counts, 0.5, 0.5).OneMinus());

    /// <summary>The sum of both, as in what appears to be the paper's code.</summary>
    /// <param name="edited">Weight of an edited pixel in the cross-entropy.</param>
    public static Loss BinaryCrossEntropyAndDice(double edited = 1) => OfPixels($"binary cross-entropy(edited {edited}) + Dice",
        (logits, truth, counts) => WeightedCrossEntropy(logits, truth, counts, edited).Plus(Overlap(logits, truth, counts, 0.5, 0.5).OneMinus()));

    /// <summary>
    /// Focal loss (Lin, Goyal, Girshick, He, Dollár: Focal Loss for Dense Object Detection, ICCV 2017), the mean over all counting pixels
    /// of the batch: pixels that are already right count less.
    /// </summary>
    /// <param name="gamma">How much less; 0 = not at all. 0, or at least 1: between them the gradient has no bound.</param>
    /// <param name="alpha">Weight of edited pixels, in [0, 1]; authentic ones have 1 − alpha.</param>
    public static Loss Focal(double gamma = 2, double alpha = 0.25) => OfPixels($"focal(gamma {gamma}, alpha {alpha})", (logits, truth, counts) =>
    {
        var crossEntropies = CrossEntropies(logits, truth);
        var wrong = exp(-crossEntropies).OneMinus(); // 1 minus the probability given to the truth
        return MeanOver(counts, (truth * KeptScalar.Of(2 * alpha - 1)).Plus(1 - alpha) * wrong.pow(KeptScalar.Of(gamma)) * crossEntropies);
    });

    /// <summary>
    /// Tversky loss (Salehi, Erdogmus, Gholipour: Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional Deep Networks,
    /// MLMI 2017), the mean over images; in [0, 1]. Dice is the one with both weights 0.5.
    /// </summary>
    /// <param name="falseAlarms">Weight of authentic pixels answered edited (alpha), at least 0.</param>
    /// <param name="misses">Weight of edited pixels missed (beta), at least 0; above the other, it favours recall.</param>
    public static Loss Tversky(double falseAlarms = 0.3, double misses = 0.7) =>
        OfPixels($"Tversky(false alarms {falseAlarms}, misses {misses})", (logits, truth, counts) => Overlap(logits, truth, counts, falseAlarms, misses).OneMinus());

    /// <summary>Hands a formula the truth with ignored pixels as 0, and which pixels count.</summary>
    private static Loss OfPixels(string name, Func<Tensor, Tensor, Tensor, Tensor> formula) => new(name, (logits, masks) =>
    {
        if (!logits.shape.SequenceEqual(masks.shape))
        {
            throw new ArgumentException(
                $"The loss {name} compares logits ({string.Join(", ", logits.shape)}) with masks ({string.Join(", ", masks.shape)}); "
                + "it needs one logit for each pixel of the mask: a U-Net, and a localization dataset.");
        }
        using var scope = NewDisposeScope();
        return formula(logits, masks.clamp(KeptScalar.Of(0)), masks.ge(KeptScalar.Of(0)).to_type(logits.dtype)).MoveToOuterDisposeScope();
    });

    private static Tensor CrossEntropies(Tensor logits, Tensor truth) =>
        nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction: nn.Reduction.None);

    private static Tensor WeightedCrossEntropy(Tensor logits, Tensor truth, Tensor counts, double edited) =>
        MeanOver(counts, CrossEntropies(logits, truth) * (truth * KeptScalar.Of(edited - 1)).Plus(1));

    private static Tensor MeanOver(Tensor counts, Tensor values) => (values * counts).sum() / counts.sum().clamp(KeptScalar.Of(1));

    private static Tensor Overlap(Tensor logits, Tensor truth, Tensor counts, double falseAlarms, double misses)
    {
        var probabilities = logits.sigmoid() * counts;
        Tensor OfImages(Tensor pixels) => pixels.flatten(1).sum(1); // (N)
        var hits = OfImages(probabilities * truth);
        var weighted = ((OfImages(probabilities) - hits) * KeptScalar.Of(falseAlarms)).Plus((OfImages(truth) - hits) * KeptScalar.Of(misses));
        return (hits.Plus(Smoothing) / hits.Plus(weighted).Plus(Smoothing)).mean();
    }
}
