namespace Telltale.Evaluation;

/// <summary>How honest a threshold is on the set it is reported on.</summary>
public enum ThresholdProvenance
{
    /// <summary>Set beforehand, without looking at scores.</summary>
    Fixed,

    /// <summary>Chosen by a sweep over other images.</summary>
    Validation,

    /// <summary>Chosen by a sweep that saw some of the very images it is reported on: an upper bound, not a result.</summary>
    Oracle,
}
