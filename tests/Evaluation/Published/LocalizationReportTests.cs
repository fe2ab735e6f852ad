using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation.Published;

public class LocalizationReportTests
{
    private static readonly Threshold Mask = Threshold.Fixed(0.5);

    private readonly PredictedMasks masks = SimulatedMasks.Of("test", 60, gap: 1, seed: 2);
    private readonly MaskHistograms histograms;

    public LocalizationReportTests() => histograms = MaskHistograms.Of(masks);

    [Fact]
    public void Each_source_and_method_has_its_row_with_splices_and_full_regenerations_apart()
    {
        var table = LocalizationTables.Segmentation(histograms, Mask, Averaging.PerImage);
        Assert.Equal(
            masks.Where(mask => mask.Record.IsPositive).Select(mask => (mask.Record.Source, mask.Record.Method!, mask.Record.EditKind))
                .Distinct().Order(),
            table.Rows.Where(row => row.Edited > 0).Select(row => (row.Source, row.Method, row.EditKind)).Order());
        Assert.All(table.Rows.Where(row => row.Edited > 0), row =>
        {
            var own = masks.Where(mask =>
                (mask.Record.Source, mask.Record.Method, mask.Record.EditKind) == (row.Source, row.Method, row.EditKind)).ToArray();
            Assert.Equal(own.Length, row.Edited);
            Assert.Equal(own.Average(mask => mask.CountsAt(0.5).F1), row.Measured[0], 1e-12);
            Assert.Equal(own.Average(mask => mask.CountsAt(0.5).IoU), row.Measured[1], 1e-12);
        });
    }

    [Fact]
    public void Detection_tells_a_rows_images_from_the_authentic_ones_of_its_source()
    {
        var threshold = Threshold.Fixed(0.3);
        var table = LocalizationTables.Detection(histograms, Mask, threshold);
        var row = table.Rows.First(row => (row.Source, row.Method, row.EditKind) == ("RAISE", "mixed", EditKind.Spliced));
        var items = masks.Where(mask => mask.Record.Source == "RAISE"
            && (!mask.Record.IsPositive || (mask.Record.Method == "mixed" && mask.Record.EditKind == EditKind.Spliced)))
            .Select(mask => new Prediction(mask.Record, mask.CountsAt(0.5).PredictedPositiveRate)).ToArray();
        var set = new Predictions("row", items);
        Assert.Equal((items.Count(item => item.Record.IsPositive), items.Count(item => !item.Record.IsPositive)),
            (row.Edited, row.Authentic));
        Assert.Equal([ConfusionCounts.Of(set, threshold).BalancedAccuracy, RocCurve.Of(set).AreaUnderCurve,
            ConfusionCounts.Of(set, threshold).F1], row.Measured);
    }

    [Fact]
    public void The_average_row_is_the_mean_of_the_measured_rows_beside_the_papers()
    {
        var table = LocalizationTables.Segmentation(histograms, Mask, Averaging.Pooled);
        Assert.Equal(table.Rows.Where(row => row.Edited > 0).Average(row => row.Measured[1]), table.Average.Measured[1], 1e-12);
        Assert.Equal([0.3570, 0.3075], table.Average.Paper);
        Assert.All(table.Rows.Where(row => row is { Source: "RAISE", Method: "mixed" }), row => Assert.Equal([0.5745, 0.5075], row.Paper));
        var absent = Assert.Single(table.Rows, row => row.Source == "OpenImages");
        Assert.True(absent.Edited == 0 && absent.Measured.All(double.IsNaN) && absent.Paper[0] == 0.3856);
    }

    [Fact]
    public void Without_authentic_images_nothing_is_told_apart()
    {
        var table = LocalizationTables.Detection(histograms.Where(record => record.IsPositive), Mask, Threshold.Fixed(0.3));
        Assert.All(table.Rows.Append(table.Average), row => Assert.All(row.Measured, value => Assert.True(double.IsNaN(value))));
        var elsewhere = LocalizationTables.Detection(histograms.Where(record => record.IsPositive || record.Source == "COCO"), Mask,
            Threshold.Fixed(0.3));
        Assert.All(elsewhere.Rows.Where(row => row.Edited > 0), row => Assert.Equal(10, row.Authentic));
    }

    [Fact]
    public void The_text_is_aligned_and_names_both_thresholds_and_the_papers_contradiction()
    {
        var validation = MaskHistograms.Of(SimulatedMasks.Of("validation", 30, gap: 1, seed: 1));
        var mask = ThresholdSweep.Of(validation, Averaging.PerImage).Best(c => c.F1);
        var coverage = ThresholdSweep.Of(validation.Coverage(mask)).Best(c => c.BalancedAccuracy);
        var report = LocalizationReport.Of(histograms, mask, coverage, Averaging.PerImage, resamples: 10);
        var lines = report.Detection.ToString().Split('\n');
        Assert.StartsWith("source ", lines[1], StringComparison.Ordinal);
        Assert.Single(lines.Skip(1).Take(report.Detection.Rows.Count + 2).Select(line => line.TrimEnd().Length).Distinct());
        var text = report.ToString();
        Assert.Contains("coverage threshold", text, StringComparison.Ordinal);
        Assert.Contains("best balanced accuracy on 'validation', 30 items); validation: none of its images is reported here", text,
            StringComparison.Ordinal);
        Assert.Contains("0.649 as F1_th of RAISE, mixed; its table gives 0.5745", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ORACLE: that set", text, StringComparison.Ordinal);
        Assert.Contains("ORACLE: that set", LocalizationReport.Of(validation, mask, coverage, Averaging.PerImage, resamples: 0).ToString(),
            StringComparison.Ordinal);
    }
}
