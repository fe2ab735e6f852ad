using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

public class CalibrationTests
{
    private static Predictions Of(CalibrationCase item, string name = "validation") =>
        new(name, item.Scores, Array.ConvertAll(item.Targets, target => target == 1));

    private static double Error(Predictions predictions) => Calibration.ExpectedError(ThresholdSweep.Of(predictions));

    [Fact]
    public void Temperature_and_its_calibration_error_are_those_of_scipy_and_scikit_learn() => Assert.All(PeerCases.All.Calibration, item =>
    {
        var scaling = TemperatureScaling.Fit(Of(item));
        Assert.Equal(item.Temperature, scaling.Temperature, 1e-6);
        Assert.Equal(item.Ece, Error(Of(item)), 1e-9);
        Assert.Equal(item.EceAfterTemperature, Error(scaling.Apply(Of(item))), 1e-6);
    });

    [Fact]
    public void Platts_slope_and_offset_are_those_of_scipy() => Assert.All(PeerCases.All.Calibration, item =>
    {
        var scaling = PlattScaling.Fit(Of(item));
        Assert.Equal(item.Slope, scaling.Slope, 1e-5);
        Assert.Equal(item.Offset, scaling.Offset, 1e-5);
        Assert.Equal(item.EceAfterPlatt, Error(scaling.Apply(Of(item))), 1e-5);
    });

    [Fact]
    public void The_bins_of_a_reliability_diagram_are_those_of_scikit_learn() => Assert.All(PeerCases.All.Calibration, item =>
    {
        var bins = Calibration.Reliability(ThresholdSweep.Of(Of(item))).Where(bin => bin.Items > 0).ToArray();
        Assert.Equal(item.PositiveShares.Length, bins.Length);
        Assert.All(item.PositiveShares.Zip(bins), pair => Assert.Equal(pair.First, pair.Second.PositiveShare, 1e-12));
        Assert.All(item.MeanScores.Zip(bins), pair => Assert.Equal(pair.First, pair.Second.MeanScore, 1e-12));
    });

    [Fact]
    public void A_bootstrap_interval_of_the_accuracy_is_that_of_scipy() => Assert.All(PeerCases.All.Bootstrap, item =>
    {
        var predictions = new Predictions("test", item.Scores, Array.ConvertAll(item.Targets, target => target == 1));
        var interval = Bootstrap.Percentile(predictions, sweep => sweep.At(0.5).Accuracy, new() { Resamples = 20_000, Stratified = false });
        // Percentiles of 20,000 resamples of a share in n images lie on multiples of 1/n; two of them are the luck of drawing.
        Assert.InRange(interval.Lower, item.Lower - 1.01 / item.Scores.Length, item.Lower + 1.01 / item.Scores.Length);
        Assert.InRange(interval.Upper, item.Upper - 1.01 / item.Scores.Length, item.Upper + 1.01 / item.Scores.Length);
    });

    [Fact]
    public void Calibration_keeps_the_order_and_an_overconfident_detector_is_cooled_down()
    {
        var item = PeerCases.All.Calibration[0];
        var calibrated = TemperatureScaling.Fit(Of(item)).Apply(Of(item));
        Assert.Equal(RocCurve.Of(Of(item)).AreaUnderCurve, RocCurve.Of(calibrated).AreaUnderCurve, 9);
        Assert.True(Error(calibrated) < Error(Of(item)));
    }

    [Fact]
    public void Scores_that_separate_the_classes_get_the_coldest_temperature_and_certain_ones_stay_finite()
    {
        Assert.Equal(TemperatureScaling.MinTemperature, TemperatureScaling.Fit(new("separated", [0.4, 0.6], [false, true])).Temperature);
        Assert.Equal(TemperatureScaling.MaxTemperature, TemperatureScaling.Fit(new("inverted", [0.1, 0.9], [true, false])).Temperature);
        var certain = TemperatureScaling.Fit(new("certain", [0, 1, 1, 0], [false, true, false, true]));
        Assert.All(new[] { 0.0, 1 }, score => Assert.InRange(certain.Apply(score), 0, 1));
    }

    [Fact]
    public void Logits_are_calibrated_as_their_probabilities_are_and_stay_logits() => Assert.All(PeerCases.All.Calibration, item =>
    {
        var logits = new Predictions("logits", Array.ConvertAll(item.Scores, ScoreScale.Probability.ToLogit), Of(item).Targets);
        Assert.Equal(item.Ece, Error(logits), 1e-9);
        Assert.Equal(item.Temperature, TemperatureScaling.Fit(logits).Temperature, 1e-6);
        Assert.Same(ScoreScale.Logit, TemperatureScaling.Fit(logits).Apply(logits).Scale);
        Assert.Equal(item.EceAfterPlatt, Error(PlattScaling.Fit(logits).Apply(logits)), 1e-5);
        Assert.Equal(CalibrationReport.Of(Of(item), Of(item)).Scores[1].TestLogLoss,
            CalibrationReport.Of(logits, logits).Scores[1].TestLogLoss, 1e-9);
    });

    [Fact]
    public void What_cannot_be_calibrated_is_refused_with_a_cure()
    {
        Assert.Contains("set Predictions.Scale", Assert.Throws<ArgumentException>(() => CalibrationReport.Of(
            new("validation", [0.1, 0.9], [false, true]), new("test", [-3, 4], [false, true]))).Message, StringComparison.Ordinal);
        Assert.Contains("one class", Assert.Throws<ArgumentException>(() =>
            PlattScaling.Fit(new("real", [0.1, 0.2], [false, false]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PlattScaling.Fit(new("inverted", [0.1, 0.8, 0.2, 0.9], [true, false, true, false])));
    }

    [Fact]
    public void A_threshold_of_validation_loses_on_a_shifted_test_what_the_report_says()
    {
        Predictions Scored(string name, long seed, double shift)
        {
            var random = SeededRandom.For(seed);
            bool[] targets = [.. Enumerable.Range(0, 400).Select(index => index % 2 == 1)];
            return new(name, [.. targets.Select(target =>
                LogisticRegression.Sigmoid(2 * (random.NextGaussian() + (target ? 1 : -1)) + shift))], targets);
        }
        var (validation, test) = (Scored("validation", 1, shift: 0), Scored("test", 2, shift: -3));
        var report = CalibrationReport.Of(validation, test);
        Assert.Equal(3, report.Scores.Count);
        Assert.True(report.Scores.Skip(1).All(scores => scores.ValidationError <= report.Scores[0].ValidationError + 0.02));
        Assert.True(report.Scores.All(scores => scores.TestError > 0.1)); // fitted on validation, of little use after a shift
        var (chosen, oracle) = (report.Thresholds[1], report.Thresholds[^1]);
        Assert.Equal(ConfusionCounts.Of(test, ThresholdSweep.Of(validation).Best(c => c.F1)), chosen.Test);
        Assert.True(oracle.Test.F1 > chosen.Test.F1 + 0.1);
        Assert.Equal(ThresholdSweep.Of(test).Max(point => point.Counts.F1), oracle.Test.F1);
        Assert.Contains("ORACLE", oracle.Description, StringComparison.Ordinal);
        Assert.Contains(oracle.Description, report.ToString(), StringComparison.Ordinal);
    }
}
