namespace Telltale.Bias;

/// <summary>From where on a diagnosis calls something a failure. The defaults are conventions, stated so that they can be argued with.</summary>
public sealed record CollapseCriteria
{
    /// <summary>Ranking fails where no threshold reaches this balanced accuracy, or the interval of the AUC holds 0.5.</summary>
    public double LeastBalancedAccuracy { get; init; } = 0.6;

    /// <summary>The threshold fails where the best one has an F1 higher by this.</summary>
    public double LostF1 { get; init; } = 0.1;

    /// <summary>The prior fails where the share called synthetic is off by this from the share that is.</summary>
    public double PriorGap { get; init; } = 0.1;

    /// <summary>Scores below this, or above 1 minus this, are saturated.</summary>
    public double Saturated { get; init; } = 1e-3;

    /// <summary>Saturation is a failure where this share of all scores is saturated …</summary>
    public double SaturatedShare { get; init; } = 0.5;

    /// <summary>… and this share of the saturated ones is wrong: a detector that is sure and right has no fault.</summary>
    public double SaturatedErrors { get; init; } = 0.1;

    /// <summary>Scores have shifted where the Kolmogorov–Smirnov distance within a class is at least this …</summary>
    public double ShiftDistance { get; init; } = 0.1;

    /// <summary>… and so improbable for equal distributions (halved for the two classes, after Bonferroni).</summary>
    public double ShiftLevel { get; init; } = 0.01;

    /// <summary>Calibration fails from this expected calibration error on.</summary>
    public double CalibrationError { get; init; } = 0.1;

    /// <summary>Bootstrap resamples behind the interval of the AUC.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the resamples.</summary>
    public long Seed { get; init; } = 17;
}
