using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>What an audit says of a feature.</summary>
public enum FeatureVerdict
{
    /// <summary>Its interval holds 0.5: nothing was found, which on few images is not to say that nothing is there.</summary>
    NothingFound,

    /// <summary>It tells the classes apart, but too little to teach a model much.</summary>
    Small,

    /// <summary>A property of the container tells the classes apart: a model can answer without looking at content.</summary>
    Shortcut,

    /// <summary>A property of the pixels tells the classes apart: a trace of the generator, or the choice of images.</summary>
    SignalOrShortcut,

    /// <summary>Only one class has the feature at all, as when all JPEG files are real; another feature says so.</summary>
    NotComparable,
}

/// <summary>How well one feature alone tells the classes apart.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Verdict">What the audit says of it.</param>
/// <param name="Area">
/// ROC AUC of a histogram of the feature, learnt on other originals than those scored: 0.5 = chance, 1 = the feature gives the class away.
/// The direction is learnt too, so a value below 0.5 is noise. NaN where not comparable.
/// </param>
/// <param name="Interval">Bootstrap interval of the area, at the level corrected for the number of features.</param>
/// <param name="Real">The usual values of real images.</param>
/// <param name="Synthetic">The usual values of synthetic images.</param>
/// <param name="Remedy">What takes the feature away; null where nothing need be done.</param>
public sealed record FeatureAudit(
    ImageFeature Feature, FeatureVerdict Verdict, double Area, Interval Interval, string Real, string Synthetic, Remedy? Remedy)
{
    /// <summary>The verdict in words.</summary>
    public string VerdictInWords => Verdict switch
    {
        FeatureVerdict.Shortcut => "SHORTCUT",
        FeatureVerdict.SignalOrShortcut => "signal or shortcut?",
        FeatureVerdict.Small => "small",
        FeatureVerdict.NotComparable => "in one class only",
        _ => "nothing found",
    };
}

/// <summary>How well several features together tell the classes apart.</summary>
/// <param name="Name">Which features.</param>
/// <param name="Area">ROC AUC of a logistic regression on their bins, fitted on other originals than those scored.</param>
/// <param name="Interval">95 % bootstrap interval of the area.</param>
public sealed record CombinedAudit(string Name, double Area, Interval Interval);
