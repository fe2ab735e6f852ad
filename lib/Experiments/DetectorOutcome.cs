using Telltale.Evaluation;

namespace Telltale.Experiments;

/// <summary>The result of one configuration, trained with one seed, on one test.</summary>
/// <param name="Changes">The configuration.</param>
/// <param name="Seed">The seed it was trained with.</param>
/// <param name="Test">The test's name.</param>
/// <param name="Threshold">Its threshold.</param>
/// <param name="Predictions">Its scores.</param>
public sealed record DetectorOutcome(DetectorChange Changes, int Seed, string Test, Threshold Threshold, Predictions Predictions)
{
    private readonly ConfusionCounts counts = ConfusionCounts.Of(Predictions, Threshold);

    /// <summary>The metrics of a replay, in the order of its tables.</summary>
    public static IReadOnlyList<(Metric Metric, Func<DetectorOutcome, double> Of)> Metrics { get; } =
    [
        (Metric.F1, outcome => outcome.F1), (Metric.BalancedAccuracy, outcome => outcome.BalancedAccuracy),
        (Metric.Recall, outcome => outcome.Recall), (Metric.RocAuc, outcome => outcome.RocAuc),
        (Metric.ExpectedCalibrationError, outcome => outcome.ExpectedCalibrationError),
        (Metric.PredictedSyntheticRate, outcome => outcome.PredictedSyntheticRate),
    ];

    /// <summary>F1 of the synthetic class at the threshold.</summary>
    public double F1 => counts.F1;

    /// <summary>Mean of recall and specificity; 0.5 for a constant prediction.</summary>
    public double BalancedAccuracy => counts.BalancedAccuracy;

    /// <summary>Share of the synthetic images predicted synthetic.</summary>
    public double Recall => counts.Recall;

    /// <summary>Share of the real images predicted synthetic.</summary>
    public double FalsePositiveRate => counts.FalsePositiveRate;

    /// <summary>Area under the ROC curve.</summary>
    public double RocAuc { get; } = RocCurve.Of(Predictions.Scores, Predictions.Targets).AreaUnderCurve;

    /// <summary>Expected calibration error of the scores.</summary>
    public double ExpectedCalibrationError { get; } = Calibration.ExpectedError(ThresholdSweep.Of(Predictions));

    /// <summary>Share of all images predicted synthetic; 3.3 % for the paper's detector.</summary>
    public double PredictedSyntheticRate => counts.PredictedPositiveRate;
}
