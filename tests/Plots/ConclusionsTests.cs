using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Plots;
using Telltale.Tests.Evaluation;

namespace Telltale.Tests.Plots;

/// <summary>Sentences made from results: what is said, and when it is said to be unresolved.</summary>
public class ConclusionsTests
{
    private static readonly Threshold Half = Threshold.Fixed(0.5);

    [Fact]
    public void A_detector_that_separates_the_classes_is_better_than_both_constant_predictions()
    {
        var report = Report("test", shift: 2);
        Assert.Contains("better than a constant prediction (0.500)", Conclusions.Detection(report).Sentence, StringComparison.Ordinal);
        Assert.EndsWith("better than the constant prediction 'all synthetic' (0.667).", Conclusions.F1(report).Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_without_skill_is_unresolved_and_its_F1_is_worse_than_all_synthetic()
    {
        var report = Report("test", shift: 0);
        Assert.EndsWith(
            "not distinguishable from a constant prediction (0.500), so unresolved.", Conclusions.Detection(report).Sentence,
                StringComparison.Ordinal);
        Assert.EndsWith("worse than the constant prediction 'all synthetic' (0.667).", Conclusions.F1(report).Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_detector_is_the_same_as_a_constant_prediction() => Assert.EndsWith(
        "the same as a constant prediction (0.500).",
        Conclusions.Detection(DetectionReport.Of(Samples.Predictions("test", 2), Threshold.Fixed(0), 50)).Sentence,
            StringComparison.Ordinal);

    [Fact]
    public void An_inverted_detector_is_worse_than_a_constant_prediction() => Assert.Contains(
        "worse than a constant prediction (0.500)", Conclusions.Detection(Report("test", shift: -2)).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Without_intervals_nothing_is_resolved() => Assert.Contains(
        "without an interval", Conclusions.Detection(Report("test", shift: 2, resamples: 0)).Sentence, StringComparison.Ordinal);

    [Fact]
    public void The_worst_degradation_of_each_kind_is_named_with_what_is_left()
    {
        MaskReport Of(double gap) => MaskReport.Of(
            MaskHistograms.Of(SimulatedMasks.Of("test", 60, gap, 5)), Half, Averaging.PerImage with { EditedOnly = true }, 50);
        var sentence = Conclusions.Degraded(
            [("spliced", "clean", Of(2)), ("spliced", "JPEG 80", Of(-1)), ("copy-move", "clean", Of(2))]).Sentence;
        Assert.Matches(
            @"^F1 of the masks after compression and resizing: spliced 0\.\d+ .* clean, better than 'everything edited' .*, and 0\.\d+ .* "
            + @"at worst \(JPEG 80\), worse than 'everything edited' .*; copy-move 0\.\d+ .*, and nowhere lower\.$", sentence);
    }

    [Fact]
    public void Faults_are_counted_most_frequent_first() => Assert.Equal(
        "What is wrong with the masks of 3 images: found 2, misses 1.", Conclusions.Faults(
            [
                SimulatedMasks.Mask("/a", [1, 0], [1, 0]), SimulatedMasks.Mask("/b", [0, 0], [1, 0]),
                SimulatedMasks.Mask("/c", [0, 0], [0, 0]),
            ], Half).Sentence);

    [Fact]
    public void With_one_class_there_is_nothing_to_conclude() => Assert.Contains(
        "one class only",
        Conclusions.Detection(DetectionReport.Of(new Predictions("x", [0.2, 0.6], [true, true]), Half, 10)).Sentence,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 0, "lower")]
    [InlineData(0, 2, "higher")]
    [InlineData(1, 1.05, "the intervals overlap, so the difference is unresolved")]
    public void Unseen_sources_are_compared_by_their_intervals(double here, double there, string says) => Assert.Contains(
        says, Conclusions.Unseen(Report("test", here), Report("unseen", there)).Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_network_with_one_run_has_no_interval_and_may_lie_within_the_runs_of_another()
    {
        var runs = new[] { 1.8, 1.9, 2.0 }.Select(shift => ("A", Report("test", shift))).Append(("B", Report("test", 1.9))).Append(("C",
            Report("test", 0)));
        var sentence = Conclusions.Networks(runs).Sentence;
        Assert.Contains("(3 runs)", sentence, StringComparison.Ordinal);
        Assert.Matches(@"B \d\.\d{3} \(one run, so no interval\), within the runs of A, so the difference is unresolved", sentence);
        Assert.Matches(@"C \d\.\d{3} \(one run, so no interval\), no better than a constant prediction, below every run of A", sentence);
    }

    [Fact]
    public void One_run_of_each_network_settles_nothing() => Assert.EndsWith(
        "(one run, so no interval): with one run of each, the difference from 'by hand' is unresolved.",
        Conclusions.Networks([("by hand", Report("test", 1.8)), ("the library's", Report("test", 1.9))]).Sentence,
        StringComparison.Ordinal);

    [Fact]
    public void An_oracle_threshold_gains_nothing_where_the_chosen_one_is_the_best()
    {
        var predictions = Samples.Predictions("test", 1);
        var best = ThresholdSweep.Of(predictions).Best(c => c.F1);
        Assert.EndsWith("nothing is gained by the oracle threshold.", Conclusions.Oracle(predictions, best).Sentence,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "not available in practice.", Conclusions.Oracle(predictions, Threshold.Fixed(0.99)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_are_measured_against_everything_edited_and_by_kind()
    {
        var (sharp, blind) = (Masks(gap: 2), Masks(gap: 0));
        Assert.Contains("better than the constant prediction 'everything edited'", Conclusions.Masks(Of(sharp)).Sentence,
            StringComparison.Ordinal);
        Assert.Contains("worse than the constant prediction 'everything edited'", Conclusions.Masks(Of(blind)).Sentence,
            StringComparison.Ordinal);
        var kinds = Conclusions.Kinds([(EditKind.FullyRegenerated, Of(blind)), (EditKind.Spliced, Of(sharp))]).Sentence;
        Assert.Matches(
            @"spliced 0\.\d+ .* better than .*; fully regenerated 0\.\d+ .* Fully regenerated against spliced: 0\.\d+ lower\.", kinds);
        Assert.Contains("by the oracle threshold", Conclusions.Oracle(MaskReport.Of(
            sharp, ThresholdSweep.Of(sharp, Edited).Best(c => c.F1), Edited, resamples: 0)).Sentence, StringComparison.Ordinal);
        Assert.Contains(
            "the convention alone changes it by", Conclusions.Averages(sharp, Half, Edited, Averaging.Pooled).Sentence,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Small_and_large_edits_and_false_alarms_are_counted()
    {
        var masks = SimulatedMasks.Of("test", 30, gap: 2, seed: 3);
        Assert.StartsWith("The 10 smaller edits", Conclusions.Sizes(masks, Half).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Of 10 authentic images,", Conclusions.FalseAlarms(masks, Half).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("There is no authentic image", Conclusions.FalseAlarms([], Half).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_papers_numbers_say_how_many_images_were_missed_and_that_the_ranking_failed()
    {
        var conclusion = Conclusions.Published(CollapseDiagnosis.Of(PublishedMetrics.Of(Paper.Detection), positives: 5000,
            negatives: 5000));
        Assert.Contains("4,833 of 5,000 synthetic images were called real", conclusion.Sentence, StringComparison.Ordinal);
        Assert.Contains("no threshold would have raised F1 above 0.690; 'all synthetic' has 0.667", conclusion.Sentence,
            StringComparison.Ordinal);
        Assert.EndsWith("The ranking failed, not only the threshold.", conclusion.Sentence, StringComparison.Ordinal);
        Assert.True(conclusion.IsAboutPaper);
    }

    [Fact]
    public void Files_that_differ_between_the_classes_are_named()
    {
        Assert.Contains("do not differ in format", Conclusions.Files(Images("jpeg", "jpeg")).Sentence, StringComparison.Ordinal);
        Assert.Contains(
            "differ in the share of JPEG files (100 % against 0 %)", Conclusions.Files(Images("jpeg", "png")).Sentence,
                StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Conclusions.Files(Images("jpeg", "jpeg").Where(record => record.IsPositive)));
    }

    [Fact]
    public void Chapters_say_how_their_detectors_differ()
    {
        var sentence = Conclusions.Budgets("a small network", 1080, Profile.Quick, ReplayBudget.Of(Profile.Quick)).Sentence;
        Assert.Contains("1,080 images for 8 epochs", sentence, StringComparison.Ordinal);
        Assert.Contains("400 images for 10 epochs", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_RGB_learns_nothing_it_says_how_the_task_of_notebook_3_differs()
    {
        var images = Images("jpeg", "jpeg");
        string Said(double auc, bool simulated) => Conclusions.Rgb(
            Spread.Of([auc]), new(images.Name, images) { IsSimulated = simulated }, 5, ReplayBudget.Of(Profile.Quick)).Sentence;
        Assert.EndsWith("a ROC AUC of 0.900 (one run): it learns them.", Said(0.9, true), StringComparison.Ordinal);
        Assert.EndsWith(
            "notebook 3 trains on one generator, whose trace, a checkerboard of amplitude 0.08, is 10 times as strong as here, with 400 "
            + "images for 10 epochs; here on 1 generator among 8 images, for 5 epochs.", Said(0.55, true), StringComparison.Ordinal);
        Assert.DoesNotContain("checkerboard", Said(0.55, false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01, "a difference of +0.210 [+0.185, +0.235]. Cured means crops")]
    [InlineData(0.2, "a difference of +0.210 [+0.185, +0.235] (unresolved). Cured means crops")]
    public void An_effect_of_the_replay_is_resolved_by_its_seeds_or_not(double pValue, string says)
    {
        var difference = Spread.Of([0.20, 0.21, 0.22]);
        var (without, with) = (Spread.Of([0.5, 0.5, 0.5]), Spread.Of([0.70, 0.71, 0.72]));
        var conclusion = Conclusions.Effect(new(
            new(DetectorChange.AsPublished, DetectorChange.Cured), "unseen generator", Metric.BalancedAccuracy, without, with,
                difference, pValue));
        Assert.StartsWith(
            "Notebook 3's detector as published has a balanced accuracy of 0.500 [0.500, 0.500] on the unseen generator, and cured of " +
            "0.710",
            conclusion.Sentence, StringComparison.Ordinal);
        Assert.Contains(says, conclusion.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(
            "means crops instead of resizing, residuals (not in the paper) and several generators.", conclusion.Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Recorded_conclusions_carry_their_images_headlines_and_values()
    {
        var recorded = Conclusions.Record(
            simulated: true, Conclusions.Detection(Report("test", 2), "small").AsHeadline(), new Conclusion("<b>") { IsAboutPaper = true });
        var json = Shown.AsJson(recorded, RecordedConclusions.MimeType);
        Assert.Equal(["simulated", "none"], json.EnumerateArray().Select(item => item.GetProperty("images").GetString()));
        Assert.Equal([true, false], json.EnumerateArray().Select(item => item.GetProperty("headline").GetBoolean()));
        Assert.Equal("small: test", json[0].GetProperty("values")[0].GetProperty("name").GetString());
        Assert.Contains("&lt;b&gt;", Shown.AsHtml(recorded), StringComparison.Ordinal);
        Assert.Contains("on simulated images", Shown.AsText(recorded), StringComparison.Ordinal);
    }

    private static Averaging Edited => Averaging.PerImage with { EditedOnly = true };

    private static MaskHistograms Masks(double gap) => MaskHistograms.Of(SimulatedMasks.Of("test", 60, gap, seed: 2));

    private static MaskReport Of(MaskHistograms masks) => MaskReport.Of(masks, Half, Edited, resamples: 200);

    private static DetectionReport Report(string name, double shift, int resamples = 200) =>
        DetectionReport.Of(Samples.Predictions(name, shift), Half, resamples);

    private static ImageCollection Images(string real, string synthetic) => new("x", Enumerable.Range(0, 8).Select(index =>
        new ImageRecord($"{index}", index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "source")
        {
            Format = index % 2 == 0 ? real : synthetic, JpegQuality = 90, Width = 60 + index, Height = 64,
        }));
}
