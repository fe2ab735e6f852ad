namespace Telltale.Bias;

/// <summary>The ways in which a detector's predictions fail. Several may occur at once.</summary>
public enum FailureKind
{
    /// <summary>No threshold helps: synthetic images do not score higher than real ones, or hardly.</summary>
    Ranking,

    /// <summary>The threshold is misplaced: another one, chosen on other images, does much better.</summary>
    Threshold,

    /// <summary>The predicted share of synthetic images is far from the true share, or the true share from that on validation.</summary>
    Prior,

    /// <summary>Most scores are nearly 0 or 1, and many of these are wrong: ranking and uncertainty are lost.</summary>
    Saturation,

    /// <summary>The scores of a class are distributed differently on test and validation.</summary>
    Shift,

    /// <summary>Scores are not probabilities: of the images scored 0.8, not 80 % are synthetic.</summary>
    Calibration,

    /// <summary>Almost every image gets the same prediction: a collapse.</summary>
    Constant,
}
