namespace Telltale.Bias;

/// <summary>
/// What an area under the ROC curve allows at best, at any threshold.
/// <para>
/// For every ranking: recall × specificity ≤ AUC, since each synthetic image above the threshold and each real one below it make a
/// pair ranked rightly, and the AUC is the share of such pairs. The bound is met by a ranking in which a part of the real images
/// lies above every synthetic one and the rest below.
/// </para>
/// <para>
/// For a concave ROC curve, in which a higher score never means <em>less</em> likely synthetic: recall − false alarms ≤ 2 AUC − 1,
/// since the curve holds the triangle through (0, 0), the point and (1, 1).
/// </para>
/// </summary>
/// <param name="Area">Area under the ROC curve, in [0, 1].</param>
/// <param name="Prevalence">Share of images that are synthetic, in (0, 1).</param>
public sealed record AreaBounds(double Area, double Prevalence)
{
    /// <summary>Area under the ROC curve, in [0, 1].</summary>
    public double Area { get; } = Area is >= 0 and <= 1
        ? Area : throw new ArgumentOutOfRangeException(nameof(Area), Area, "An area under a ROC curve lies in [0, 1].");

    /// <summary>Share of images that are synthetic, in (0, 1).</summary>
    public double Prevalence { get; } = Prevalence is > 0 and < 1
        ? Prevalence : throw new ArgumentOutOfRangeException(nameof(Prevalence), Prevalence, "Both classes must be there: the share lies in (0, 1).");

    /// <summary>F1 of answering everything synthetic.</summary>
    public double TrivialF1 => F1(recall: 1, falseAlarms: 1);

    /// <summary>The most that recall can exceed false alarms by, for a concave curve; 0 for an area up to 0.5.</summary>
    public double ConcaveLead => Math.Max(0, 2 * Area - 1);

    /// <summary>Highest balanced accuracy with a concave curve.</summary>
    public double ConcaveBalancedAccuracy => (1 + ConcaveLead) / 2;

    /// <summary>Highest F1 with a concave curve: along recall − false alarms = 2 AUC − 1 it has no inner maximum.</summary>
    public double ConcaveF1 => Math.Max(F1(1, 1 - ConcaveLead), F1(ConcaveLead, 0));

    /// <summary>Highest balanced accuracy of any ranking.</summary>
    public double AnyBalancedAccuracy => (1 + Area) / 2;

    /// <summary>Highest F1 of any ranking: along recall × specificity = AUC it has no inner maximum.</summary>
    public double AnyF1 => Math.Max(F1(1, 1 - Area), F1(Area, 0));

    private double F1(double recall, double falseAlarms) =>
        2 * recall * Prevalence / (recall * Prevalence + falseAlarms * (1 - Prevalence) + Prevalence);
}
