using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

public class BiasReportTests
{
    private static readonly Threshold Half = Threshold.Fixed(0.5);

    /// <summary>Images of both classes in named groups; each group's classes lie a gap of their own apart.</summary>
    private static Predictions Scored(long seed, params (string Source, int Count, double Gap)[] groups)
    {
        var random = SeededRandom.For(seed);
        return new("test", groups.SelectMany(group => Enumerable.Range(0, group.Count).Select(index =>
        {
            var synthetic = index % 2 == 1;
            var record = new ImageRecord($"/{group.Source}/{index}.png", synthetic ? ImageLabel.Synthetic : ImageLabel.Real, group.Source);
            return new Prediction(record, LogisticRegression.Sigmoid(random.NextGaussian() + (synthetic ? group.Gap : -group.Gap)));
        })).ToArray());
    }

    [Fact]
    public void A_group_that_was_made_worse_comes_first_and_differs()
    {
        var predictions = Scored(1, ("good", 200, 1.5), ("bad", 100, 0.2), ("fine", 200, 1.5));
        var report = BiasReport.ByGroup(predictions, r => r.Source, Half, resamples: 500);
        Assert.Equal(RocCurve.Of(predictions.Where(r => r.Source == "bad")).AreaUnderCurve, report["bad"].Report[Metric.RocAuc].Value);
        Assert.Equal("bad", report.Groups[0].Name);
        Assert.Equal(["bad"], report.Groups.Where(group => group is { Differs: true, Difference: < 0 }).Select(group => group.Name));
        Assert.Contains("balanced accuracy differs for bad", report.Verdict, StringComparison.Ordinal);
        Assert.Contains(report.Verdict, report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_groups_are_alike_a_difference_is_found_as_seldom_as_the_correction_says()
    {
        var found = Enumerable.Range(0, 60).Count(trial => BiasReport.ByGroup(
            Scored(100 + trial, ("a", 40, 1), ("b", 60, 1), ("c", 30, 1)), r => r.Source, Half,
                resamples: 200).Groups.Any(group => group.Differs));
        Assert.InRange(found, 0, 8); // 3 expected at most; 9 or more have a chance of 0.4 %
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(3000, 0.7)]
    public void A_p_value_is_that_of_scipy_with_few_permutations_too(int permutations, double tolerance) =>
        Assert.All(PeerCases.All.GroupPermutation, item =>
        {
            Prediction Hit(string source, double hit, int index) => new(new($"/{source}/{index}.png", ImageLabel.Synthetic, source), hit);
            var set = new Predictions("hits", [.. item.Inside.Select((hit, index) => Hit("inside", hit, index)),
                .. item.Outside.Select((hit, index) => Hit("outside", hit, index))]);
            var report = BiasReport.ByGroup(set, r => r.Source, Half, resamples: permutations, metric: Metric.Recall);
            // The deviation of 100 permuted differences is known to 7 %, which moves a tail of 0.003 by a factor of 2; a share of 0.003
            // of 3,000 is known to a third.
            Assert.InRange(Math.Log(report["inside"].PValue / item.Probability), -tolerance, tolerance);
        });

    [Fact]
    public void Fifteen_groups_that_differ_are_found_different_with_a_hundred_resamples()
    {
        // As in published scores: 15 sets from chance to perfect, where 100 permutations alone allow no corrected p below 15 / 101.
        var groups = Enumerable.Range(0, 15).Select(index => ($"set {index:00}", 400, index / 7.0)).ToArray();
        var report = BiasReport.ByGroup(Scored(1, groups), r => r.Source, Half, resamples: 100, metric: Metric.RocAuc);
        Assert.True(report["set 00"].Differs && report["set 14"].Differs, report.ToString());
        Assert.StartsWith("ROC AUC differs for set 0", report.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot tell", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_originals_cannot_tell()
    {
        var report = BiasReport.ByGroup(Scored(1, ("a", 4, 3), ("b", 4, -3)), r => r.Source, Half, resamples: 100);
        Assert.StartsWith("cannot tell whether balanced accuracy differs (", report.Verdict, StringComparison.Ordinal);
        Assert.Contains("its originals are too few for a p below", report.Verdict, StringComparison.Ordinal);
        Assert.All(report.Groups, group => Assert.NotNull(group.CannotTell));
        var oneClass = new Predictions("real", Scored(1, ("a", 40, 1), ("b", 40, 1)).Items.Where(item => !item.Record.IsPositive));
        Assert.Contains("is not defined without images of both classes",
            BiasReport.ByGroup(oneClass, r => r.Source, Half, resamples: 100).Verdict, StringComparison.Ordinal);
        Assert.Contains("one group only",
            BiasReport.ByGroup(Scored(1, ("a", 40, 1)), r => r.Source, Half, resamples: 100).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_scores_of_fifteen_sets_differ_from_each_other()
    {
        var report = BiasReport.ByGroup(PublishedScores.Thinned(20), r => r.Source, Threshold.Fixed(0), 100, metric: Metric.RocAuc);
        Assert.True(report["DALLE2"].Differs && report["progan"].Differs && report["stylegan2"].Differs, report.ToString());
        Assert.DoesNotContain("no significant", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_few_originals_make_no_difference()
    {
        // Each group has four originals of each class; one of them is always missed and was copied twenty times.
        var items = new[] { "a", "b" }.SelectMany(source => Enumerable.Range(0, 160).Select(index =>
        {
            var (synthetic, original) = (index % 2 == 1, index % 8);
            var record = new ImageRecord($"/{source}/{index}.png", synthetic ? ImageLabel.Synthetic : ImageLabel.Real,
                source) { SourceId = $"{source}/{original}" };
            return new Prediction(record, (synthetic && !(source == "a" && original == 1)) ? 0.9 : 0.1);
        })).ToArray();
        Assert.False(BiasReport.ByGroup(new("copies", items), r => r.Source, Half, resamples: 500)["a"].Differs);
        var apart = items.Select(item => item with { Record = item.Record with { SourceId = item.Record.Path } });
        Assert.True(BiasReport.ByGroup(new("apart", apart), r => r.Source, Half, resamples: 500)["a"].Differs);
    }

    [Fact]
    public void A_generator_is_measured_with_all_real_images_and_compared_with_the_other_generators()
    {
        var random = SeededRandom.For(7);
        var items = Enumerable.Range(0, 400).Select(index =>
        {
            var source = (index % 4) switch { 0 or 1 => "camera", 2 => "known", _ => "unseen" };
            var score = LogisticRegression.Sigmoid(random.NextGaussian() + (source switch { "known" => 2, _ => -2 }));
            return new Prediction(new($"/{source}/{index}.png", source == "camera" ? ImageLabel.Real : ImageLabel.Synthetic, source),
                score);
        }).ToArray();
        var report = BiasReport.ByGroup(new("test", items), r => r.Source, Half, resamples: 300);
        var unseen = report["unseen"];
        Assert.Equal((0, 100, true), (unseen.Real, unseen.Synthetic, unseen.HasOneClass));
        Assert.Equal((200, 100), (unseen.Report.Counts.Negatives, unseen.Report.Counts.Positives));
        Assert.InRange(unseen.Report[Metric.RocAuc].Value, 0.4, 0.6);
        Assert.Equal((unseen.Report.Counts.Recall - report["known"].Report.Counts.Recall) / 2, unseen.Difference, 9);
        Assert.True(unseen.Differs && report["known"].Differs);
        Assert.True(double.IsNaN(report["camera"].Difference));
        Assert.Contains("cannot tell for camera: there are no other images to compare with", report.Verdict, StringComparison.Ordinal);
        Assert.Equal("unseen", report.Groups[0].Name);
    }

    [Fact]
    public void An_error_is_worst_where_it_is_largest_and_an_unknown_metric_is_refused()
    {
        var predictions = Scored(1, ("good", 200, 1.5), ("bad", 100, 0.2));
        Assert.Equal("bad",
            BiasReport.ByGroup(predictions, r => r.Source, Half, resamples: 50, metric: Metric.EqualErrorRate).Groups[0].Name);
        Assert.Contains("'F2'", Assert.Throws<ArgumentException>(() =>
            BiasReport.ByGroup(predictions, r => r.Source, Half, metric: new("F2", ""))).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() =>
            BiasReport.ByGroup(predictions, r => r.Source, Half, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Handy_groupings_read_what_a_record_does_not_say()
    {
        using var folder = new TemporaryFolder();
        ImageRecord Save(string name, byte[] content)
        {
            File.WriteAllBytes(folder.File(name), content);
            return new(folder.File(name), ImageLabel.Real, "camera");
        }
        var dark = Save("dark.jpg", ImageCodec.EncodeJpeg(new RgbImage(200, 300), 83));
        var white = new RgbImage(600, 520);
        white.Pixels.AsSpan().Fill(255);
        var bright = Save("bright.png", ImageCodec.EncodePng(white));
        Assert.Equal(("quality 76 to 85", "no JPEG"), (Grouping.QualityBand(dark), Grouping.QualityBand(bright)));
        Assert.Equal(("side 192 to 255 px", "side 512 to 1023 px"), (Grouping.SizeBand(dark), Grouping.SizeBand(bright)));
        Assert.Equal(("dark (below 0.3)", "bright (from 0.6)"), (Grouping.BrightnessBand(dark), Grouping.BrightnessBand(bright)));
        Assert.Equal(("jpeg", "png", "camera", "no method"),
            (Grouping.Format(dark), Grouping.Format(bright), Grouping.Source(dark), Grouping.Method(dark)));
        Assert.Equal("quality from 96",
            Grouping.QualityBand(dark with { Path = "/not/there.jpg", Format = "jpeg", Width = 9, Height = 9, JpegQuality = 97 }));
    }
}
