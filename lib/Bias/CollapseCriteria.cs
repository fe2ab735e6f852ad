namespace Telltale.Bias;

/// <summary>Thresholds above which a diagnosis calls something a failure. The defaults are conventions.</summary>
public sealed record CollapseCriteria
{
    /// <summary>Ranking fails where no threshold reaches this balanced accuracy, or the interval of the AUC contains 0.5.</summary>
    public double MinBalancedAccuracy { get; init; } = 0.6;

    /// <summary>The threshold fails where the best threshold has an F1 higher by at least this.</summary>
    public double F1Gain { get; init; } = 0.1;

    /// <summary>The prior fails where the predicted and the true share of synthetic images differ by at least this.</summary>
    public double PriorGap { get; init; } = 0.1;

    /// <summary>Scores below this, or above 1 minus this, are saturated.</summary>
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
