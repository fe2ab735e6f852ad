namespace Telltale.Experiments;

/// <summary>How "was the image edited?" is decided from a predicted mask; each threshold is chosen on validation images.</summary>
public enum ImageDecision
{
    /// <summary>By the share of pixels above the threshold of pixels, as in the paper.</summary>
    Coverage,

    /// <summary>By the <see cref="ImageHead"/>, which is fitted on masks of training images after the localizer.</summary>
    Head,

    /// <summary>
    /// By the generalized mean of the scores (<see cref="Evaluation.MaskHistograms.GeneralizedMean"/>), which
    /// <see cref="Training.Losses.WithImageLevel"/> trains with the masks.
    /// </summary>
    GeneralizedMean,
}
