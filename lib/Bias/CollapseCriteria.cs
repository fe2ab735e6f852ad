namespace Telltale.Bias;

/// <summary>Thresholds above which a diagnosis calls something a failure. The defaults are conventions.</summary>
public sealed record CollapseCriteria
{
    /// <summary>A class needs at least this many originals for a grade of the ranking; with fewer, the diagnosis cannot tell.</summary>
    public int MinOriginals { get; init; } = 20;

    /// <summary>A ranking whose interval contains 0.5 is no better than chance where it ends below this AUC.</summary>
    public double UselessAuc { get; init; } = 0.6;

    /// <summary>
    /// The AUC from which a ranking is good; below, it is weak and fails. 0.8 as in Hosmer, Lemeshow and Sturdivant, Applied Logistic
    /// Regression (2013), section 5.2.4, where discrimination below it is <em>poor</em> or <em>acceptable</em>.
    /// </summary>
    public double GoodAuc { get; init; } = 0.8;

    /// <summary>The AUC from which a ranking is near perfect.</summary>
    public double NearPerfectAuc { get; init; } = 0.98;

    /// <summary>The threshold fails where another one, chosen on other images, has a balanced accuracy higher by at least this.</summary>
    public double ThresholdGain { get; init; } = 0.05;

    /// <summary>Published metrics without scores: ranking fails where no threshold can reach this balanced accuracy.</summary>
    public double MinBalancedAccuracy { get; init; } = 0.6;

    /// <summary>Published metrics without scores: the threshold fails where the best one has an F1 higher by at least this.</summary>
    public double F1Gain { get; init; } = 0.1;

    /// <summary>
    /// Predictions are constant where at least this share of the images gets the same one, and the true share is lower by at least
    /// <see cref="PriorGap"/>.
    /// </summary>
    public double ConstantShare { get; init; } = 0.9;

    /// <summary>
    /// The prior fails where the predicted share of synthetic images differs from the true one by at least this, or the true share from
    /// that on validation.
    /// </summary>
    public double PriorGap { get; init; } = 0.1;

    /// <summary>Probabilities below this, or above 1 minus this, are saturated; with 0.001, logits beyond ± 6.9.</summary>
    public double SaturationMargin { get; init; } = 1e-3;

    /// <summary>Saturation is a failure where at least this share of all scores is saturated …</summary>
    public double SaturatedShare { get; init; } = 0.5;

    /// <summary>… and at least this share of the saturated scores is wrong. Saturated but correct scores are not a failure.</summary>
    public double SaturatedErrorRate { get; init; } = 0.1;

    /// <summary>Scores have shifted where the Kolmogorov–Smirnov distance within a class is at least this …</summary>
    public double ShiftDistance { get; init; } = 0.1;

    /// <summary>… and its p-value is below this (halved for the two classes, Bonferroni).</summary>
    public double ShiftLevel { get; init; } = 0.01;

    /// <summary>Calibration fails at or above this expected calibration error.</summary>
    public double CalibrationError { get; init; } = 0.1;

    /// <summary>Bootstrap resamples of the interval of the AUC.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the resamples.</summary>
    public long Seed { get; init; } = 17;
}
