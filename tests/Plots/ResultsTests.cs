using System.Text.Json;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class ResultsTests
{
    private static readonly DetectionReport Report =
        DetectionReport.Of(Samples.Predictions("test", 1.1), Threshold.Fixed(0.5), resamples: 50);

    private static readonly RecordedResults Recorded = Results.Record(Report, "embedded", simulated: true, Paper.Detection);

    [Fact]
    public void A_record_offers_a_table_and_what_the_runner_gathers() =>
        Assert.Equal(["text/html", "application/vnd.telltale.result+json"], Shown.MimeTypesOf(Recorded));

    [Fact]
    public void Every_metric_is_recorded_with_interval_and_the_papers_value()
    {
        var rows = Rows(Recorded);
        Assert.Equal(Report.Metrics.Select(metric => metric.Name), rows.Select(row => row.GetProperty("metric").GetString()!));
        var auc = rows.Single(row => row.GetProperty("metric").GetString() == "ROC AUC");
        Assert.Equal(
            (Report[Metric.RocAuc].Value, Report[Metric.RocAuc].Lower, Report[Metric.RocAuc].Upper, 0.5512),
            (auc.GetProperty("value").GetDouble(), auc.GetProperty("lower").GetDouble(),
                auc.GetProperty("upper").GetDouble(), auc.GetProperty("paper").GetDouble()));
        Assert.Equal("embedded: test", auc.GetProperty("corpus").GetString());
        Assert.True(auc.GetProperty("simulated").GetBoolean());
        Assert.Equal(["convention", "corpus", "lower", "metric", "paper", "simulated", "upper", "value"],
            auc.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_six_values_of_the_papers_table_find_their_metric() =>
        Assert.Equal(6, Rows(Recorded).Count(row => row.GetProperty("paper").ValueKind == JsonValueKind.Number));

    [Fact]
    public void The_convention_names_the_threshold_where_there_is_one()
    {
        Assert.EndsWith($"; threshold {Report.ThresholdDescription}", Convention("F1_th"), StringComparison.Ordinal);
        Assert.DoesNotContain("; threshold", Convention("ROC AUC"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_collection_says_itself_whether_it_is_simulated()
    {
        var report = DetectionReport.Of(Samples.Predictions("photographs, test", 1.1), Threshold.Fixed(0.5), resamples: 0);
        var rows = Results.Record(report, new ImageCollection("photographs", []) { IsSimulated = true }).Rows;
        Assert.All(rows, row => Assert.Equal(("photographs, test", true), (row.Corpus, row.Simulated)));
    }

    [Fact]
    public void What_is_not_defined_is_null()
    {
        var row = Assert.Single(Rows(Results.Record("AUC", double.NaN, "faces", simulated: false, "one class only")));
        Assert.All(new[] { "value", "lower", "upper", "paper" }, name => Assert.Equal(JsonValueKind.Null, row.GetProperty(name).ValueKind));
    }

    [Fact]
    public void The_table_marks_what_is_simulated()
    {
        var both = Recorded.And(Results.Record("accuracy", 0.5, "photographs", simulated: false, "share of correct predictions"));
        Assert.Contains(">simulated</td>", Shown.AsHtml(both), StringComparison.Ordinal);
        Assert.Contains(">real images</td>", Shown.AsHtml(both), StringComparison.Ordinal);
        Assert.Contains(">0.0627</td>", Shown.AsHtml(both), StringComparison.Ordinal);
        Assert.Equal(Report.Metrics.Count + 1, Rows(both).Length);
    }

    private static string Convention(string metric) =>
        Rows(Recorded).Single(row => row.GetProperty("metric").GetString() == metric).GetProperty("convention").GetString()!;

    private static JsonElement[] Rows(RecordedResults results) =>
        [.. Shown.AsJson(results, "application/vnd.telltale.result+json").EnumerateArray()];
}
