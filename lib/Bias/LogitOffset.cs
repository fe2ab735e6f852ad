using MathNet.Numerics.RootFinding;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Adds a constant to the logit of every score (Yang et al.: Your AI-Generated Image Detector Can Secretly Achieve SOTA Accuracy, If
/// Calibrated, AAAI 2026): moves the decision without retraining, for images whose scores are shifted. It is a prior shift where scores are
/// calibrated (Saerens, Latinne and Decaestecker: Adjusting the Outputs of a Classifier to New a Priori Probabilities, 2002). Fit it on
/// images of the new source, apart from those that results are reported on.
/// </summary>
/// <param name="Offset">Added to the logit; above 0, more images are predicted synthetic.</param>
/// <example><code>
/// var fromLabels = LogitOffset.Fit(predictions);
/// var fromShare = LogitOffset.FitShare(predictions, synthetic: 0.5); // reads no label
/// Console.WriteLine(ConfusionCounts.Of(fromShare.Apply(predictions), Threshold.Fixed(0.5)).F1);
/// </code></example>
public sealed record LogitOffset(double Offset) : ScoreCalibration
{
    /// <summary>
    /// Fits the offset to a few labelled images by minimising the log loss; their shares of the classes count as those of use.
    /// </summary>
    /// <param name="labelled">Probabilities or logits of images of both classes.</param>
    /// <exception cref="ArgumentException">A class is absent.</exception>
    public static LogitOffset Fit(Predictions labelled)
    {
        var logits = Logits(labelled);
        ThrowIfOneClass(labelled);
        var synthetic = labelled.Targets.Count(target => target);
        // The log loss is convex; at its minimum the mean probability is the share of synthetic images.
        double Surplus(double offset) => logits.Sum(logit => LogisticRegression.Sigmoid(logit + offset)) - synthetic;
        var certain = Math.Log((double)synthetic / (labelled.Count - synthetic)); // the offset if all logits were 0
        return new(Brent.FindRoot(
            Surplus, certain - logits.Max() - 1, certain - logits.Min() + 1, accuracy: 1e-10, maxIterations: 500));
    }

    /// <summary>
    /// Chooses the offset at which an assumed share of images is predicted synthetic at the threshold 0.5 (a logit of 0). It reads no
    /// label; an assumption that is wrong by some share of the images makes at least that share of the predictions wrong.
    /// </summary>
    /// <param name="unlabelled">Probabilities or logits of images among which the share is assumed.</param>
    /// <param name="synthetic">Assumed share of synthetic images, in (0, 1).</param>
    /// <returns>
    /// The offset in the middle between the two neighbouring logits; equal scores are not separated, and the nearest share is met.
    /// </returns>
    /// <exception cref="ArgumentException">All scores are equal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0, 1).</exception>
    public static LogitOffset FitShare(Predictions unlabelled, double synthetic)
    {
        if (synthetic is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(synthetic), synthetic, "The assumed share of synthetic images must be in (0, 1).");
        }
        var logits = Logits(unlabelled).OrderDescending().ToArray();
        var counts = Enumerable.Range(1, Math.Max(logits.Length - 1, 0)).Where(count => logits[count - 1] > logits[count]).ToList();
        if (counts.Count == 0)
        {
            throw new ArgumentException(
                $"All {logits.Length} scores of '{unlabelled.Name}' are equal; no offset separates them.", nameof(unlabelled));
        }
        var best = counts.MinBy(count => Math.Abs(count - synthetic * logits.Length));
        return new(-(logits[best - 1] + logits[best]) / 2);
    }

    /// <inheritdoc/>
    public override string ToString() => $"offset {Offset.Invariant("0.###")}";

    private protected override double ApplyToLogit(double logit) => logit + Offset;
}
