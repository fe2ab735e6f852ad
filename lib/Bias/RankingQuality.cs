using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// The ranking of a set of scores, graded by the interval of its AUC and not by the AUC alone. Inverted: the interval lies below 0.5.
/// None: it contains 0.5 and ends below <see cref="CollapseCriteria.UselessAuc"/>. Weak, good, near perfect: it lies above 0.5, divided at
/// <see cref="CollapseCriteria.GoodAuc"/> and <see cref="CollapseCriteria.NearPerfectAuc"/>. An interval across one division has two
/// grades, across more of them none.
/// </summary>
public sealed record RankingQuality
{
    // Above chance, but by less than anyone would notice: the interval is a matter of the number of images.
    private const double HardlyAboveChance = 0.55;

    // An interval that contains 0.5 and begins below this may be of an inverted ranking.
    private const double HardlyBelowChance = 0.4;

    private RankingQuality(double auc, Interval interval, RankingGrade lowest, RankingGrade highest, string? missing = null) =>
        (Auc, Interval, Lowest, Highest, Missing) = (auc, interval, lowest, highest, missing);

    /// <summary>Area under the ROC curve, in [0, 1]; NaN where a class is absent.</summary>
    public double Auc { get; }

    /// <summary>95 % bootstrap interval of the AUC, resampled by group.</summary>
    public Interval Interval { get; }

    /// <summary>The lowest grade that the interval allows.</summary>
    public RankingGrade Lowest { get; }

    /// <summary>The highest grade that the interval allows.</summary>
    public RankingGrade Highest { get; }

    /// <summary>What is missing for a grade; null where there is one.</summary>
    public string? Missing { get; }

    /// <summary>True where the ranking is weak at best: no threshold makes a useful detector.</summary>
    public bool IsPoor => Missing is null && Highest <= RankingGrade.Weak;

    /// <summary>True where the ranking is good at least.</summary>
    public bool IsGood => Lowest >= RankingGrade.Good;

    /// <summary>True where reversing the order of the scores would make a better detector than most: the interval lies below 0.4.</summary>
    public bool IsStronglyInverted => Highest == RankingGrade.Inverted && Interval.Upper < HardlyBelowChance;

    /// <summary>The grade, or two, in words: <c>none to weak</c>.</summary>
    public string GradeText => Missing is not null ? "cannot tell"
        : Lowest == Highest ? Words(Lowest) : $"{Words(Lowest)} to {Words(Highest)}";

    /// <summary>Grade, AUC and interval, or what is missing.</summary>
    public override string ToString() => double.IsNaN(Auc) ? $"cannot tell: {Missing}"
        : double.IsNaN(Interval.Lower) ? $"cannot tell (AUC {Auc.Invariant("0.000")}): {Missing}"
        : $"{GradeText} (AUC {Auc.Invariant("0.000")}, {Interval.Lower.Invariant("0.00")}–{Interval.Upper.Invariant("0.00")})" +
            $"{(Missing is null ? "" : $": {Missing}")}";

    /// <summary>Grades a set.</summary>
    internal static RankingQuality Of(Predictions predictions, CollapseCriteria criteria)
    {
        var auc = RocCurve.Of(predictions).AreaUnderCurve;
        if (double.IsNaN(auc))
        {
            return Unknown(auc, new(double.NaN, double.NaN, 0, 0), $"no {(predictions.Targets[0] ? "real" : "synthetic")} image");
        }
        var interval = Bootstrap.Percentile(
            predictions, sweep => RocCurve.Of(sweep).AreaUnderCurve, new() { Resamples = criteria.Resamples, Seed = criteria.Seed });
        if (Originals.Fewest(predictions) is var originals && originals < criteria.MinOriginals)
        {
            return Unknown(auc, interval, $"a class has only {originals.Counted("original")}, fewer than {criteria.MinOriginals}");
        }
        var (lowest, highest) = Grades(auc, interval, criteria);
        return lowest == RankingGrade.CannotTell
            ? Unknown(auc, interval, "the interval allows too much, there are too few images")
            : new(auc, interval, lowest, highest);
    }

    private static RankingQuality Unknown(double auc, Interval interval, string missing) =>
        new(auc, interval, RankingGrade.CannotTell, RankingGrade.CannotTell, missing);

    private static (RankingGrade Lowest, RankingGrade Highest) Grades(double auc, Interval interval, CollapseCriteria criteria)
    {
        if (interval.Upper < 0.5)
        {
            return (RankingGrade.Inverted, RankingGrade.Inverted);
        }
        if (interval.Lower <= 0.5)
        {
            var lowest = interval.Lower < HardlyBelowChance ? RankingGrade.Inverted : RankingGrade.None;
            var highest = interval.Upper < criteria.UselessAuc ? RankingGrade.None
                : interval.Upper < criteria.GoodAuc ? RankingGrade.Weak : RankingGrade.Good;
            return highest - lowest > 1 ? default : (lowest, highest);
        }
        RankingGrade Above(double bound) => bound >= criteria.NearPerfectAuc ? RankingGrade.NearPerfect
            : bound >= criteria.GoodAuc ? RankingGrade.Good : RankingGrade.Weak;
        var (low, high) = (auc < HardlyAboveChance ? RankingGrade.None : Above(interval.Lower), Above(interval.Upper));
        return high - low > 1 ? default : (low, high);
    }

    private static string Words(RankingGrade grade) =>
        grade == RankingGrade.NearPerfect ? "near perfect" : grade.ToString().ToLowerInvariant();
}
