using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>The verdict of an audit on a feature.</summary>
public enum FeatureVerdict
{
    /// <summary>Its interval contains 0.5: nothing was found, which on few images does not mean that there is nothing.</summary>
    NothingFound,

    /// <summary>It separates the classes, but too weakly to matter much to a model.</summary>
    Small,

    /// <summary>A property of the file separates the classes: a model can classify without looking at content.</summary>
    Shortcut,

    /// <summary>A property of the pixels separates the classes: a trace of the generator, or a bias in the choice of images.</summary>
    SignalOrShortcut,

    /// <summary>Not both classes have the feature, for example because all JPEG files are real; another feature reports that.</summary>
    NotComparable,

    /// <summary>
    /// What happened to the pixels before the file was written separates the classes: a model can classify by it, and storing all files
    /// alike does not remove it.
    /// </summary>
    History,
}

/// <summary>How well a single feature separates the classes.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Verdict">The verdict of the audit.</param>
/// <param name="Auc">
/// ROC AUC of a histogram classifier on the feature, cross-validated by original: 0.5 = chance, 1 = the feature reveals the class.
/// The direction is fitted too, so a value below 0.5 is noise. NaN where not comparable.
/// </param>
/// <param name="Interval">Bootstrap interval of the AUC, at a level corrected for the number of features.</param>
/// <param name="Real">Typical values of real images.</param>
/// <param name="Synthetic">Typical values of synthetic images.</param>
/// <param name="Remedy">What removes the difference; null where none is needed.</param>
public sealed record FeatureAudit(
    ImageFeature Feature, FeatureVerdict Verdict, double Auc, Interval Interval, string Real, string Synthetic, Remedy? Remedy)
{
    /// <summary>The verdict in words.</summary>
    public string VerdictText => Verdict switch
    {
        FeatureVerdict.Shortcut => "SHORTCUT",
        FeatureVerdict.History => "HISTORY",
        FeatureVerdict.SignalOrShortcut => "signal or shortcut?",
        FeatureVerdict.Small => "small",
        FeatureVerdict.NotComparable => "not in both classes",
        _ => "nothing found",
    };
}

/// <summary>How well several features combined separate the classes.</summary>
/// <param name="Name">Name of the set of features.</param>
/// <param name="Auc">ROC AUC of a logistic regression on their bins, cross-validated by original.</param>
/// <param name="Interval">95 % bootstrap interval of the AUC.</param>
public sealed record CombinedAudit(string Name, double Auc, Interval Interval);
