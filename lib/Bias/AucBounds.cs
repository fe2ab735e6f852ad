namespace Telltale.Bias;

/// <summary>
/// Upper bounds on balanced accuracy and F1 at any threshold, given the area under the ROC curve (AUC).
/// <para>
/// For every ranking, recall × specificity ≤ AUC: each synthetic image above the threshold forms a correctly ranked pair with each real
/// image below it, and the AUC is the share of correctly ranked pairs. A ranking with some real images above all synthetic ones and the
/// others below attains the bound.
/// </para>
/// <para>
/// For a concave ROC curve, where a higher score never means <em>less</em> likely synthetic, recall − false alarm rate ≤ 2 AUC − 1:
/// the area under the curve contains the triangle through (0, 0), the operating point and (1, 1).
/// </para>
/// </summary>
/// <param name="Auc">Area under the ROC curve, in [0, 1].</param>
/// <param name="Prevalence">Share of images that are synthetic, in (0, 1).</param>
internal sealed record AucBounds(double Auc, double Prevalence)
{
    /// <summary>Area under the ROC curve, in [0, 1].</summary>
    public double Auc { get; } = Auc is >= 0 and <= 1
        ? Auc : throw new ArgumentOutOfRangeException(nameof(Auc), Auc, "An area under a ROC curve must lie in [0, 1].");

    /// <summary>Share of images that are synthetic, in (0, 1).</summary>
    public double Prevalence { get; } = Prevalence is > 0 and < 1
        ? Prevalence
        : throw new ArgumentOutOfRangeException(nameof(Prevalence), Prevalence,
            "Both classes must be present: the share must lie in (0, 1).");

    /// <summary>F1 of the constant prediction "all synthetic".</summary>
    public double AllSyntheticF1 => F1(recall: 1, falseAlarms: 1);

    /// <summary>Highest Youden index, recall − false alarm rate, with a concave curve; 0 for an AUC up to 0.5.</summary>
    public double ConcaveYoudenIndex => Math.Max(0, 2 * Auc - 1);

    /// <summary>Highest balanced accuracy with a concave curve.</summary>
    public double ConcaveBalancedAccuracy => (1 + ConcaveYoudenIndex) / 2;

    /// <summary>Highest F1 with a concave curve, attained at an end of the line recall − false alarm rate = 2 AUC − 1.</summary>
    public double ConcaveF1 => Math.Max(F1(1, 1 - ConcaveYoudenIndex), F1(ConcaveYoudenIndex, 0));

    /// <summary>Highest balanced accuracy of any ranking.</summary>
    public double AnyBalancedAccuracy => (1 + Auc) / 2;

    /// <summary>Highest F1 of any ranking, attained at an end of the curve recall × specificity = AUC.</summary>
    public double AnyF1 => Math.Max(F1(1, 1 - Auc), F1(Auc, 0));

    private double F1(double recall, double falseAlarms) =>
        2 * recall * Prevalence / (recall * Prevalence + falseAlarms * (1 - Prevalence) + Prevalence);
}
