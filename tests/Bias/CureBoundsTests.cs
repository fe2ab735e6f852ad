using CsCheck;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Bias;

public class CureBoundsTests
{
    private static CureBound Of(CureBounds bounds, string cure) => bounds.Bounds.Single(bound => bound.Cure == cure);

    private static Predictions Set(params (string Source, double Score, bool Target)[] items) => new("set", items.Select((item, index) =>
        new Prediction(new($"/{index}.png", item.Target ? ImageLabel.Synthetic : ImageLabel.Real, item.Source), item.Score)));

    [Fact]
    public void Offset_and_its_log_loss_are_those_of_scipy() => Assert.All(PeerCases.All.Calibration, item =>
    {
        var set = new Predictions("peer", item.Scores, Array.ConvertAll(item.Targets, target => target == 1));
        var bounds = CureBounds.Of(set);
        Assert.Equal(item.LogLoss, Of(bounds, "as scored").LogLoss, 1e-9);
        Assert.Equal(item.LogLossAfterOffset, Of(bounds, "logit offset").LogLoss, 1e-7);
        Assert.Equal(item.EceAfterTemperature, Of(bounds, "temperature").CalibrationError, 1e-6);
        var logits = new Predictions("peer", Array.ConvertAll(item.Scores, ScoreScale.Probability.ToLogit), set.Targets);
        Assert.All(bounds.Bounds.Zip(CureBounds.Of(logits).Bounds), pair =>
        {
            Assert.Equal(pair.First.BalancedAccuracy, pair.Second.BalancedAccuracy, 1e-12);
            Assert.Equal(pair.First.LogLoss, pair.Second.LogLoss, 1e-9);
        });
    });

    [Fact]
    public void No_cure_is_beaten_by_any_threshold_offset_or_temperature() => Gen.Select(Gen.Int[0, 8], Gen.Bool, Gen.Bool).Array[8, 30]
        .Where(items => items.Any(item => item.Item2) && items.Any(item => !item.Item2)).Sample(items =>
    {
        var set = Set([.. items.Select(item => (item.Item3 ? "a" : "b", item.Item1 - 4.0, item.Item2))]);
        var bounds = CureBounds.Of(set);
        var best = Of(bounds, "best threshold");
        Assert.All(ThresholdSweep.Of(set), point => Assert.True(
            point.Counts.F1 <= best.F1 && point.Counts.BalancedAccuracy <= best.BalancedAccuracy));
        Assert.All(new[] { -1.0, -0.1, 0.1, 1 }, offset => Assert.True(
            ScoreCalibration.LogLoss(new PlattScaling(1, offset).Apply(set)) >= Of(bounds, "logit offset").LogLoss - 1e-12));
        Assert.All(new[] { 0.5, 0.9, 1.1, 3 }, temperature => Assert.True(
            ScoreCalibration.LogLoss(new TemperatureScaling(temperature).Apply(set)) >= Of(bounds, "temperature").LogLoss - 1e-9));
        Assert.Equal(Of(bounds, "as scored").F1, Of(bounds, "temperature").F1);
    }, iter: 200);

    [Fact]
    public void Thresholds_for_each_source_are_the_best_of_all_pairs_of_thresholds() => Gen
        .Select(Gen.Int[0, 4], Gen.Bool).Array[4, 9].Array[2]
        .Where(sources => sources.All(source => source.Any(item => item.Item2) && source.Any(item => !item.Item2))).Sample(sources =>
    {
        var set = Set([.. sources.SelectMany((source, index) => source.Select(item => ($"{index}", item.Item1 / 4.0, item.Item2)))]);
        var sweeps = new[] { "0", "1" }.Select(name => ThresholdSweep.Of(set.Where(record => record.Source == name))).ToArray();
        var pairs = sweeps[0].SelectMany(first => sweeps[1].Select(second => first.Counts + second.Counts)).ToArray();
        var bound = Of(CureBounds.Of(set), "one threshold for each source");
        Assert.Equal(pairs.Max(counts => counts.BalancedAccuracy), bound.BalancedAccuracy, 1e-12);
        Assert.Equal(pairs.Max(counts => counts.F1), bound.F1, 1e-12);
    }, iter: 200);

    [Fact]
    public void A_source_of_one_class_would_reveal_it()
    {
        var bound = Of(CureBounds.Of(Set(("camera", 0.1, false), ("x", 0.3, true), ("x", 0.2, false))), "one threshold for each source");
        Assert.True(double.IsNaN(bound.BalancedAccuracy) && double.IsNaN(bound.F1));
        Assert.Contains("camera has one class only", bound.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_called_an_oracle_and_needs_both_classes()
    {
        var bounds = CureBounds.Of(new SyntheticScores { Shift = -4 }.Logits(1));
        Assert.Contains("oracle", bounds.ToString(), StringComparison.Ordinal);
        Assert.Equal(["as scored", "best threshold", "logit offset", "temperature"], bounds.Bounds.Select(bound => bound.Cure));
        Assert.Throws<ArgumentException>(() => CureBounds.Of(new Predictions("faces", [0.2], [true])));
    }
}
