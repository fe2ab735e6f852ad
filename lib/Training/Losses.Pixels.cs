using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <content>
/// Losses of logits (N, 1, H, W) against masks (N, 1, H, W): 1 = edited, 0 = authentic, below 0 = ignored. Ignored pixels contribute
/// neither loss nor gradient; without valid pixels the loss is 0. All throw <see cref="ArgumentException"/> where the shapes differ.
/// </content>
public static partial class Losses
{
    // In pixels: keeps overlaps defined on empty masks, and is negligible on others.
    private const double Smoothing = 1;

    /// <summary>Binary cross-entropy, the mean over all valid pixels of the batch.</summary>
    /// <param name="edited">Weight of an edited pixel; an authentic one has 1 (PyTorch's <c>pos_weight</c>).</param>
    public static Loss BinaryCrossEntropy(double edited = 1) => OfPixels($"binary cross-entropy(edited {edited.Invariant()})",
        (logits, truth, valid) => WeightedCrossEntropy(logits, truth, valid, edited));

    /// <summary>
    /// Soft Dice loss (Milletari, Navab, Ahmadi: V-Net, 3DV 2016; here without squares), the mean over images; in [0, 1].
    /// </summary>
    public static Loss Dice() => OfPixels("Dice", (logits, truth, valid) => Overlap(logits, truth, valid, 0.5, 0.5).OneMinus());

    /// <summary>Binary cross-entropy plus Dice loss, as in what appears to be the paper's code.</summary>
    /// <param name="edited">Weight of an edited pixel in the cross-entropy.</param>
    public static Loss BinaryCrossEntropyAndDice(double edited = 1) => OfPixels($"binary cross-entropy(edited {edited.Invariant()}) + Dice",
        (logits, truth, valid) => WeightedCrossEntropy(logits, truth, valid, edited)
            .Plus(Overlap(logits, truth, valid, 0.5, 0.5).OneMinus()));

    /// <summary>
    /// Focal loss (Lin, Goyal, Girshick, He, Dollár: Focal Loss for Dense Object Detection, ICCV 2017), the mean over all valid pixels of
    /// the batch: pixels that are already classified well have less weight.
    /// </summary>
    /// <param name="gamma">Focusing parameter; 0 = cross-entropy. 0 or at least 1: between them the gradient is unbounded.</param>
    /// <param name="alpha">Weight of edited pixels, in [0, 1]; authentic ones have 1 − alpha.</param>
    public static Loss Focal(double gamma = 2, double alpha = 0.25) =>
        OfPixels($"focal(gamma {gamma.Invariant()}, alpha {alpha.Invariant()})", (logits, truth, valid) =>
    {
        var crossEntropies = CrossEntropies(logits, truth);
        var wrong = exp(-crossEntropies).OneMinus(); // 1 minus the probability of the true class
        return MeanOver(valid, (truth * KeptScalar.Of(2 * alpha - 1)).Plus(1 - alpha) * wrong.pow(KeptScalar.Of(gamma)) * crossEntropies);
    });

    /// <summary>
    /// Tversky loss (Salehi, Erdogmus, Gholipour: Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional Deep Networks,
    /// MLMI 2017), the mean over images; in [0, 1]. With both weights 0.5 it is the Dice loss.
    /// </summary>
    /// <param name="falseAlarms">Weight of false positives (alpha), at least 0.</param>
    /// <param name="misses">Weight of false negatives (beta), at least 0; above alpha it favours recall.</param>
    public static Loss Tversky(double falseAlarms = 0.3, double misses = 0.7) =>
        OfPixels($"Tversky(false alarms {falseAlarms.Invariant()}, misses {misses.Invariant()})",
            (logits, truth, valid) => Overlap(logits, truth, valid, falseAlarms, misses).OneMinus());

    /// <summary>Calls a formula with the logits, the truth with ignored pixels as 0, and a 0/1 mask of valid pixels.</summary>
    private static Loss OfPixels(string name, Func<Tensor, Tensor, Tensor, Tensor> formula) => new(name, (logits, masks) =>
    {
        if (!logits.shape.SequenceEqual(masks.shape))
        {
            throw new ArgumentException(
                $"The loss {name} compares logits ({string.Join(", ", logits.shape)}) with masks ({string.Join(", ", masks.shape)}); "
                + "it needs one logit per pixel of the mask: a U-Net, and a localization dataset.");
        }
        using var scope = NewDisposeScope();
        return formula(logits, masks.clamp(KeptScalar.Of(0)), masks.ge(KeptScalar.Of(0)).to_type(logits.dtype)).MoveToOuterDisposeScope();
    });

    private static Tensor CrossEntropies(Tensor logits, Tensor truth) =>
        nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction: nn.Reduction.None);

    private static Tensor WeightedCrossEntropy(Tensor logits, Tensor truth, Tensor valid, double edited) =>
        MeanOver(valid, CrossEntropies(logits, truth) * (truth * KeptScalar.Of(edited - 1)).Plus(1));

    private static Tensor MeanOver(Tensor valid, Tensor values) => (values * valid).sum() / valid.sum().clamp(KeptScalar.Of(1));

    private static Tensor Overlap(Tensor logits, Tensor truth, Tensor valid, double falseAlarms, double misses)
    {
        var probabilities = logits.sigmoid() * valid;
        Tensor OfImages(Tensor pixels) => pixels.flatten(1).sum(1); // (N)
        var hits = OfImages(probabilities * truth);
        var weighted = ((OfImages(probabilities) - hits) * KeptScalar.Of(falseAlarms))
            .Plus((OfImages(truth) - hits) * KeptScalar.Of(misses));
        return (hits.Plus(Smoothing) / hits.Plus(weighted).Plus(Smoothing)).mean();
    }
}
