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
    public void Scores_that_are_no_probabilities_have_no_calibration_error()
    {
        var report = DetectionReport.Of(new Predictions("logits", [-3, 2, 0.5, 4], [false, true, false, true]), Threshold.Fixed(0),
            resamples: 10);
        Assert.Equal(1, report[Metric.RocAuc].Value);
        Assert.Contains("not probabilities", report[Metric.ExpectedCalibrationError].Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_the_known_ones() =>
        Assert.Contains("F1_th", Assert.Throws<KeyNotFoundException>(() =>
            DetectionReport.Of(test, Threshold.Fixed(0.5), resamples: 0)[Metric.MaskF1]).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_set_is_refused() =>
        Assert.Throws<ArgumentException>(() => DetectionReport.Of(test.Where(_ => false), Threshold.Fixed(0.5)));
}
