using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The diagnosis of a set of scores in one line: what is predicted, how the scores rank, and what follows.</summary>
internal static class ScoreVerdict
{
    public static string Of(ConfusionCounts counts, RankingQuality ranking, IReadOnlyList<Finding> findings)
    {
        bool Is(FailureKind kind, FindingState state) => findings.Single(finding => finding.Kind == kind).State == state;
        var isSound = new[] { FailureKind.Ranking, FailureKind.Threshold, FailureKind.Constant }
            .All(kind => Is(kind, FindingState.NotFound));
        var others = findings.Where(finding => finding.State == FindingState.Found
                && finding.Kind is not (FailureKind.Ranking or FailureKind.Threshold or FailureKind.Constant))
            .Select(finding => finding.Kind.ToString().ToLowerInvariant()).ToArray();
        return $"{Predicted(counts, Is(FailureKind.Constant, FindingState.Found))}; ranking {ranking}" +
            Consequence(ranking, findings.Single(finding => finding.Kind == FailureKind.Threshold)) + (isSound ? "; no collapse" : "") +
            (others.Length == 0 ? "" : $"; also found: {string.Join(", ", others)}");
    }

    private static string Predicted(ConfusionCounts counts, bool isConstant)
    {
        var recall = counts.Positives == 0 ? "no synthetic image" : $"recall {TextTable.Value(counts.Recall)}";
        var alarms = counts.Negatives == 0 ? "no real image" : $"false alarms {TextTable.Value(counts.FalsePositiveRate)}";
        return !isConstant ? $"{recall}, {alarms}"
            : $"predicts {(counts.PredictedPositiveRate < 0.5 ? "real" : "synthetic")} for almost everything ({recall}, {alarms})";
    }

    private static string Consequence(RankingQuality ranking, Finding threshold)
    {
        var misplaced = threshold.State == FindingState.Found
            ? $"the threshold is misplaced (balanced accuracy {threshold[Metric.BalancedAccuracy.Name].Invariant("0.00")}, at best " +
                $"{threshold["best balanced accuracy"].Invariant("0.00")})" : null;
        return ranking.IsStronglyInverted
            ? $": swap the classes or check the sign of the scores{(misplaced is null ? "" : $"; once swapped, {misplaced}")}"
            : ranking.IsPoor ? misplaced is null ? ": no threshold repairs it" : $", and {misplaced}: another threshold helps only so far"
            : misplaced is null ? "" : ranking.IsGood ? $", but {misplaced}" : $"; {misplaced}";
    }
}
