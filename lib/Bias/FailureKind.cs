namespace Telltale.Bias;

/// <summary>The ways in which a detector's answers go wrong. Several may hold at once.</summary>
public enum FailureKind
{
    /// <summary>No threshold helps: synthetic images do not score above real ones.</summary>
    Ranking,

    /// <summary>The cut lies where it should not: another threshold would have a much better F1.</summary>
    Threshold,

    /// <summary>Far more, or far fewer, images are called synthetic than are.</summary>
    Prior,

    /// <summary>Most scores are all but 0 or 1, many of them wrongly: order and doubt are lost.</summary>
    Saturation,

    /// <summary>The scores of a class are spread otherwise on test than on validation.</summary>
    Shift,

    /// <summary>Scores are no probabilities: of the images scored 0.8, not 80 % are synthetic.</summary>
    Calibration,
}
