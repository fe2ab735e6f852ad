using Telltale.Evaluation;
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

    // Of the logarithm of a probability: that of an ignored pixel, and the largest below 1 that float32 tells from it.
    private const double Unreachable = 1e4, SmallestDoubt = 1e-6;

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

    /// <summary>
    /// Trains the image-level decision with the masks: adds to a loss of pixels the binary cross-entropy of the generalized mean of the
    /// scores (<see cref="MaskHistograms.GeneralizedMean"/>) against whether any valid pixel of the crop is edited, the mean over images.
    /// As in MVSS-Net (Chen, Dong, Ji, Cao, Li: Image Manipulation Detection by Multi-View Multi-Scale Supervision, ICCV 2021), which takes
    /// the largest score instead, so that the gradient reaches one pixel only.
    /// </summary>
    /// <param name="pixels">A loss of logits (N, 1, H, W) against masks.</param>
    /// <param name="weight">Weight of the added term, at least 0; the default is the ratio of MVSS-Net.</param>
    public static Loss WithImageLevel(Loss pixels, double weight = 0.25)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ThrowUnless(weight >= 0 && double.IsFinite(weight), weight, nameof(weight), "The weight must be finite and at least 0.");
        var images = OfPixels($"image-level cross-entropy(power {MaskHistograms.MeanPower})", (logits, truth, valid) =>
            ImageCrossEntropy(logits.flatten(1), truth.flatten(1), valid.flatten(1), MaskHistograms.MeanPower));
        return new($"{pixels.Name} + {weight.Invariant()} · {images.Name}", (logits, masks) =>
        {
            using var scope = NewDisposeScope();
            return (pixels.Of(logits, masks) + images.Of(logits, masks) * KeptScalar.Of(weight)).MoveToOuterDisposeScope();
        });
    }

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

    // All (N, pixels). In logarithms, since powers of small probabilities underflow.
    private static Tensor ImageCrossEntropy(Tensor logits, Tensor truth, Tensor valid, double power)
    {
        var pixels = valid.sum(1);
        var logarithms = nn.functional.logsigmoid(logits) * KeptScalar.Of(power) + valid.log().clamp(KeptScalar.Of(-Unreachable));
        var edited = ((logarithms.logsumexp(1) - pixels.clamp(KeptScalar.Of(1)).log()) * KeptScalar.Of(1 / power))
            .clamp(max: KeptScalar.Of(-SmallestDoubt)); // (N): logarithm of the generalized mean
        var authentic = edited.expm1().neg().log();
        var isEdited = truth.amax([1]);
        var losses = (isEdited * edited + isEdited.OneMinus() * authentic).neg();
        return MeanOver(pixels.clamp(max: KeptScalar.Of(1)), losses);
    }

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
