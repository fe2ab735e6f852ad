using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Experiments;

/// <summary>The result of one detector on a generator that it was not trained on.</summary>
/// <param name="Generator">The source left out.</param>
/// <param name="Seed">The seed it was trained with.</param>
/// <param name="Threshold">The threshold with the best balanced accuracy on validation images of the other sources.</param>
/// <param name="Unseen">Scores of the left-out images.</param>
/// <param name="Seen">Scores of the test images of the other sources.</param>
public sealed record GeneratorOutcome(string Generator, int Seed, Threshold Threshold, Predictions Unseen, Predictions Seen)
{
    private readonly ConfusionCounts counts = ConfusionCounts.Of(Unseen, Threshold);

    /// <summary>ROC AUC on the left-out images.</summary>
    public double RocAuc { get; } = RocCurve.Of(Unseen).AreaUnderCurve;

    /// <summary>ROC AUC on the test images of the other sources.</summary>
    public double SeenRocAuc { get; } = RocCurve.Of(Seen).AreaUnderCurve;

    /// <summary>Mean of recall and specificity on the left-out images; 0.5 for a constant prediction.</summary>
    public double BalancedAccuracy => counts.BalancedAccuracy;

    /// <summary>Share of the left-out synthetic images predicted synthetic.</summary>
    public double Recall => counts.Recall;

    /// <summary>Share of the real images tested with them predicted synthetic.</summary>
    public double FalsePositiveRate => counts.FalsePositiveRate;

    /// <summary>Mean of recall and specificity at the fixed threshold 0.5.</summary>
    public double BalancedAccuracyAtHalf => ConfusionCounts.Of(Unseen, Threshold.Fixed(0.5)).BalancedAccuracy;

    /// <summary>
    /// The same after a logit offset that is fitted to the left-out images without labels, from their share of synthetic images: what a
    /// user reaches who knows that share.
    /// </summary>
    public double BalancedAccuracyWithOffset => ConfusionCounts.Of(
        LogitOffset.FitShare(Unseen, Unseen.Targets.Count(target => target) / (double)Unseen.Targets.Length).Apply(Unseen),
        Threshold.Fixed(0.5)).BalancedAccuracy;
}
