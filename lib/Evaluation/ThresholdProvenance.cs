namespace Telltale.Evaluation;

/// <summary>How a threshold relates to the set it is reported on.</summary>
public enum ThresholdProvenance
{
    /// <summary>Fixed in advance, without looking at scores.</summary>
    Fixed,

    /// <summary>Chosen on other images.</summary>
    Validation,

    /// <summary>Chosen on some of the images it is reported on: an upper bound, not a result.</summary>
    Oracle,
}
