using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Whether almost every image gets the same prediction, from a confusion matrix.</summary>
internal static class ConstantFinding
{
    public static Finding Of(ConfusionCounts counts, CollapseCriteria criteria)
    {
        var (predicted, real) = (counts.PredictedPositiveRate, 1 - counts.PredictedPositiveRate);
        var isConstant = (real >= criteria.ConstantShare && real - (1 - counts.Prevalence) >= criteria.PriorGap)
            || (predicted >= criteria.ConstantShare && predicted - counts.Prevalence >= criteria.PriorGap);
        return Finding.Of(FailureKind.Constant, isConstant,
            $"{Wording.Percent(real)} of the images are predicted real and {Wording.Percent(predicted)} synthetic: " +
            $"recall {TextTable.Value(counts.Recall)}, false alarms {TextTable.Value(counts.FalsePositiveRate)}.",
            new("predicted rate", predicted), new(Metric.Recall.Name, counts.Recall), new("false alarms", counts.FalsePositiveRate));
    }
}
