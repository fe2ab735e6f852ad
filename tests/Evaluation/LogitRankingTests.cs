using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using TorchSharp;

namespace Telltale.Tests.Evaluation;

/// <summary>Scores that round to 1 are still ranked by their logits.</summary>
public class LogitRankingTests
{
    private static readonly float[] Logits = [41, 39, 44, 50, 60, 38];
    private static readonly bool[] Targets = [false, false, true, true, true, true];

    [Fact]
    public void Certain_scores_are_no_ties()
    {
        var predictions = Of(Logits);
        Assert.All(predictions.Scores, score => Assert.Equal(1, score));
        // Of the 8 pairs of a positive and a negative, the positive with logit 38 loses both of its own.
        Assert.Equal(6 / 8.0, RocCurve.Of(predictions).AreaUnderCurve);
        Assert.Equal(0.5, RocCurve.Of(predictions.Scores, Targets).AreaUnderCurve);
    }

    [Fact]
    public void Ranking_equals_that_of_the_logits_themselves()
    {
        var (large, small) = (Of(Logits), Of(Array.ConvertAll(Logits, logit => logit / 10)));
        Assert.Equal(RocCurve.Of(small).AreaUnderCurve, RocCurve.Of(large).AreaUnderCurve);
        Assert.Equal(RocCurve.Of(small).EqualErrorRate, RocCurve.Of(large).EqualErrorRate);
        Assert.Equal(PrecisionRecallCurve.Of(small).AveragePrecision, PrecisionRecallCurve.Of(large).AveragePrecision);
        var options = new BootstrapOptions { Resamples = 50, Seed = 3 };
        Assert.Equal(
            Bootstrap.Percentile(small, sweep => RocCurve.Of(sweep).AreaUnderCurve, options),
            Bootstrap.Percentile(large, sweep => RocCurve.Of(sweep).AreaUnderCurve, options));
    }

    [Fact]
    public void A_chosen_threshold_has_the_counts_it_promises_since_no_threshold_separates_equal_scores()
    {
        var sweep = ThresholdSweep.Of(Of([.. Logits, -3f], [.. Targets, false]));
        var best = sweep.Best(counts => counts.Precision);
        Assert.Equal(new ConfusionCounts(4, 2, 1, 0), sweep.At(best));
    }

    [Fact]
    public void The_order_survives_a_filter_and_a_calibration()
    {
        var predictions = Of(Logits);
        Assert.Equal(1, RocCurve.Of(predictions.Where(record => record.Path != "5")).AreaUnderCurve);
        Assert.Equal(6 / 8.0, RocCurve.Of(new TemperatureScaling(2).Apply(predictions)).AreaUnderCurve);
    }

    [Fact]
    public void Two_class_logits_rank_by_their_difference()
    {
        using var logits = torch.tensor(new float[] { 0, 50, -50, 0, 0, 40 }).reshape(3, 2);
        Assert.Equal([50, 50, 40], Predictor.ScoresOf(logits).Select(score => score.Logit));
    }

    private static Predictions Of(float[] logits, bool[]? targets = null)
    {
        using var column = torch.tensor(logits).reshape(-1, 1);
        var labels = (targets ?? Targets).Select(target => target ? ImageLabel.Synthetic : ImageLabel.Real);
        return Predictor.PredictionsOf(
            "test", [.. labels.Select((label, index) => new ImageRecord($"{index}", label, "source"))], [.. Predictor.ScoresOf(column)]);
    }
}
