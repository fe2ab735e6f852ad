using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class DetectionReportTests
{
    private readonly Predictions validation = Simulated.Separated("validation", 100, gap: 2, seed: 1);
    private readonly Predictions test = Simulated.Separated("test", 200, gap: 2, seed: 2);

    [Fact]
    public void It_has_every_metric_inside_its_interval()
    {
        var report = DetectionReport.Of(test, Threshold.Fixed(0.7));
        Assert.Equal(
            ["accuracy", "balanced accuracy", "precision", "recall", "F1_th", "MCC", "ROC AUC", "average precision", "EER",
                "TPR at 1 % FPR", "TPR at 5 % FPR", "ECE"],
            report.Metrics.Select(metric => metric.Name));
        Assert.All(report.Metrics, metric =>
        {
            Assert.InRange(metric.Value, metric.Lower, metric.Upper);
            Assert.NotEmpty(metric.Metric.Convention);
            Assert.Null(metric.Remark);
        });
        Assert.Equal(ConfusionCounts.Of(test, report.Threshold).F1, report[Metric.F1].Value);
        Assert.Equal(RocCurve.Of(test).AreaUnderCurve, report[Metric.RocAuc].Value);
    }

    [Fact]
    public void It_shows_both_constant_predictions()
    {
        var quarter = test.Where(record => !record.IsPositive || record.Path.EndsWith("1.png", StringComparison.Ordinal)
            || record.Path.EndsWith("3.png", StringComparison.Ordinal));
        var report = DetectionReport.Of(quarter, Threshold.Fixed(0.7), resamples: 0);
        var share = report.Counts.Prevalence;
        void Check(Metric metric, double allReal, double allSynthetic)
        {
            Assert.Equal(allReal, report[metric].AllNegative, 1e-12);
            Assert.Equal(allSynthetic, report[metric].AllPositive, 1e-12);
        }
        Check(Metric.Accuracy, 1 - share, share);
        Check(Metric.BalancedAccuracy, 0.5, 0.5);
        Check(Metric.F1, 0, 2 * share / (1 + share));
        Check(Metric.RocAuc, 0.5, 0.5);
        Check(Metric.AveragePrecision, share, share);
        Check(Metric.ExpectedCalibrationError, share, 1 - share);
    }

    [Fact]
    public void The_same_seed_gives_the_same_report() =>
        Assert.Equal(DetectionReport.Of(test, Threshold.Fixed(0.7), seed: 5).Metrics,
            DetectionReport.Of(test, Threshold.Fixed(0.7), seed: 5).Metrics);

    [Fact]
    public void A_threshold_chosen_on_the_test_images_is_printed_as_oracle()
    {
        var honest = DetectionReport.Of(test, ThresholdSweep.Of(validation).Best(c => c.F1), resamples: 10);
        var oracle = DetectionReport.Of(test, ThresholdSweep.Of(test).Best(c => c.F1), resamples: 10);
        Assert.Equal((ThresholdProvenance.Validation, ThresholdProvenance.Oracle), (honest.Provenance, oracle.Provenance));
        Assert.Contains("best F1 on 'validation', 100 items", honest.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ORACLE", honest.ToString(), StringComparison.Ordinal);
        Assert.Contains("ORACLE", oracle.ToString(), StringComparison.Ordinal);
        Assert.True(oracle[Metric.F1].Value >= honest[Metric.F1].Value);
    }

    [Fact]
    public void The_table_is_aligned()
    {
        var lines = DetectionReport.Of(test, Threshold.Fixed(0.7), resamples: 10).ToString().Split(System.Environment.NewLine);
        var header = Array.FindIndex(lines, line => line.Contains("what it is", StringComparison.Ordinal));
        var column = lines[header].IndexOf("what it is", StringComparison.Ordinal);
        Assert.All(lines.Skip(header + 1).Take(12), line => Assert.True(line[column - 1] == ' ' && line[column] != ' ', line));
    }

    [Fact]
    public void With_a_class_absent_it_says_what_is_not_defined_and_why()
    {
        var report = DetectionReport.Of(test.Where(record => record.IsPositive), Threshold.Fixed(0.5), resamples: 10);
        Assert.True(double.IsNaN(report[Metric.RocAuc].Value) && double.IsNaN(report[Metric.RocAuc].Lower));
        Assert.Contains("ROC AUC is not defined: the set holds no real image.", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(report.Counts.Recall, report[Metric.Recall].Value);
    }

    [Fact]
    public void Logits_have_the_calibration_error_of_their_probabilities()
    {
        var logits = new Predictions("logits", Array.ConvertAll(test.Scores, ScoreScale.Probability.ToLogit), test.Targets);
        Assert.Equal(DetectionReport.Of(test, Threshold.Fixed(0.5), resamples: 0)[Metric.ExpectedCalibrationError].Value,
            DetectionReport.Of(logits, Threshold.Fixed(0), resamples: 0)[Metric.ExpectedCalibrationError].Value, 1e-12);
    }

    [Fact]
    public void Few_originals_have_values_without_intervals_and_say_so()
    {
        var report = DetectionReport.Of(new Predictions("few", [0.1, 0.2, 0.8, 0.9], [false, false, true, true]), Threshold.Fixed(0.5));
        Assert.All(report.Metrics, metric => Assert.True(double.IsFinite(metric.Value) && double.IsNaN(metric.Lower)));
        Assert.Contains(
            "ROC AUC has no interval: it needs at least 5 originals of each class.", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_that_would_not_contain_its_value_is_left_out_with_the_reason()
    {
        // Calibrated to the last image: every resample is less so.
        double[] scores = [.. Enumerable.Range(0, 200).Select(index => (index % 10 + 0.5) / 10)];
        bool[] targets = [.. Enumerable.Range(0, 200).Select(index => index / 10 < 2 * (index % 10) + 1)];
        var error = DetectionReport.Of(new("calibrated", scores, targets), Threshold.Fixed(0.5))[Metric.ExpectedCalibrationError];
        Assert.Equal(0, error.Value, 1e-12);
        Assert.True(double.IsNaN(error.Lower) && double.IsNaN(error.Upper));
        Assert.StartsWith("ECE has no interval", error.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_the_known_ones() =>
        Assert.Contains("F1_th", Assert.Throws<KeyNotFoundException>(() =>
            DetectionReport.Of(test, Threshold.Fixed(0.5), resamples: 0)[Metric.MaskF1]).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_set_is_refused() =>
        Assert.Throws<ArgumentException>(() => DetectionReport.Of(test.Where(_ => false), Threshold.Fixed(0.5)));
}
