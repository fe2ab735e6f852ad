using CsCheck;
using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Tests.Bias;

public class PublishedMetricsTests
{
    private static readonly ConfusionCounts OnlyFit = new(167, 162, 4838, 4833);
    private readonly PublishedMetrics paper = PublishedMetrics.Of(Paper.Detection);

    [Fact]
    public void The_papers_metrics_fit_one_matrix_of_5000_and_5000() =>
        Assert.Equal([OnlyFit], CollapseDiagnosis.Of(paper, 5000, 5000).Matrices);

    [Fact]
    public void They_fit_no_other_of_ten_thousand_images_whatever_the_balance() =>
        Assert.Equal([OnlyFit], CollapseDiagnosis.Of(paper, 10_000).Matrices);

    [Fact]
    public void The_paper_shows_a_failure_of_ranking_not_only_of_the_threshold()
    {
        var diagnosis = CollapseDiagnosis.Of(paper, 5000, 5000);
        Assert.StartsWith("ranking failure, not only threshold", diagnosis.Verdict, StringComparison.Ordinal);
        var ranking = diagnosis[FailureKind.Ranking];
        Assert.Equal(0.6903, ranking["highest F1, concave"], 4);
        Assert.Equal(0.55125, ranking["highest balanced accuracy, concave"], 8);
        Assert.Equal(2.0 / 3, ranking["F1, all synthetic"], 12);
        Assert.Equal(0.8167, ranking["highest F1, any ranking"], 4);
        Assert.Contains("2 · AUC − 1 = 0.1025", ranking.Statement, StringComparison.Ordinal);
        Assert.Contains("329 images with the highest scores, those predicted synthetic, 167 are synthetic: 50.8 %", ranking.Statement,
            StringComparison.Ordinal);
        Assert.Contains("2 · 167 / (2 · 167 + 162 + 4,833) = 0.063", diagnosis[FailureKind.Threshold].Statement, StringComparison.Ordinal);
        Assert.Equal(0.0329, diagnosis[FailureKind.Prior]["predicted rate"], 4);
        Assert.Equal(FindingState.Unknown, diagnosis[FailureKind.Saturation].State);
    }

    [Fact]
    public void Every_matrix_is_found_from_its_own_rounded_metrics() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 4]).Sample((a, b, c, d, left) =>
    {
        var counts = new ConfusionCounts(a, b, c, d);
        var metrics = Rounded(counts, 3);
        metrics = left switch
        {
            0 => metrics with { Accuracy = null },
            1 => metrics with { Precision = null },
            2 => metrics with { Recall = null },
            3 => metrics with { F1 = null },
            _ => metrics,
        };
        var known = new ConfusionSearch(metrics, counts.Total, counts.Positives).Matrices().ToList();
        var any = new ConfusionSearch(metrics, counts.Total, null).Matrices().ToList();
        return known.Contains(counts) && any.Contains(counts) && known.All(any.Contains) && any.Distinct().Count() == any.Count;
    }, iter: 200);

    [Fact]
    public void No_matrix_is_missed_or_invented()
    {
        var metrics = Rounded(new(7, 3, 9, 5), 2);
        var all = from tp in Enumerable.Range(0, 25)
                  from fp in Enumerable.Range(0, 25 - tp)
                  from fn in Enumerable.Range(0, 25 - tp - fp)
                  let counts = new ConfusionCounts(tp, fp, 24 - tp - fp - fn, fn)
                  where Near(counts.Accuracy, metrics.Accuracy!.Value) && Near(counts.Precision, metrics.Precision!.Value)
                      && Near(counts.Recall, metrics.Recall!.Value) && Near(counts.F1, metrics.F1!.Value)
                  select counts;
        Assert.Equal(all, new ConfusionSearch(metrics, 24, null).Matrices());
        static bool Near(double value, double published) => Math.Abs(value - published) <= 0.005 + 1e-12;
    }

    [Fact]
    public void Inconsistent_metrics_are_named()
    {
        var diagnosis = CollapseDiagnosis.Of(paper with { Accuracy = 0.6005 }, 10_000);
        Assert.Empty(diagnosis.Matrices);
        Assert.Contains("inconsistent", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.Contains("The others are consistent without accuracy", diagnosis.Consistency, StringComparison.Ordinal);
        Assert.All(diagnosis.Findings, finding => Assert.Equal(FindingState.Unknown, finding.State));
    }

    [Fact]
    public void A_good_detectors_metrics_show_no_collapse()
    {
        var metrics = Rounded(new(450, 40, 460, 50), 4) with { RocAuc = 0.96 };
        var diagnosis = CollapseDiagnosis.Of(metrics, 1000);
        Assert.Equal("no collapse", diagnosis.Verdict);
        Assert.Contains("are consistent", diagnosis.Consistency, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_area_the_ranking_is_not_known()
    {
        var diagnosis = CollapseDiagnosis.Of(paper with { RocAuc = null }, 5000, 5000);
        Assert.Equal(FindingState.Unknown, diagnosis[FailureKind.Ranking].State);
        Assert.StartsWith("threshold failure; the ranking is unknown", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_metrics_or_percentages_are_refused()
    {
        Assert.Contains("At least three", Assert.Throws<ArgumentException>(() =>
            CollapseDiagnosis.Of(new PublishedMetrics { Accuracy = 0.5, F1 = 0.4 }, 100)).Message, StringComparison.Ordinal);
        Assert.Contains("not a percentage", Assert.Throws<ArgumentException>(() =>
            CollapseDiagnosis.Of(paper with { Accuracy = 50.05 }, 100)).Message, StringComparison.Ordinal);
    }

    private static PublishedMetrics Rounded(ConfusionCounts counts, int decimals) => new()
    {
        Accuracy = Math.Round(counts.Accuracy, decimals),
        Precision = Math.Round(counts.Precision, decimals),
        Recall = Math.Round(counts.Recall, decimals),
        F1 = Math.Round(counts.F1, decimals),
        Decimals = decimals,
    };
}
