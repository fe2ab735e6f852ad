using Telltale.Bias;
using Telltale.Evaluation;
using static Telltale.Bias.FailureKind;

namespace Telltale.Tests.Bias;

/// <summary>A cause is planted and the diagnosis must name it; another is planted and the diagnosis must change with it.</summary>
public class CollapseDiagnosisTests
{
    private static readonly Predictions Validation = new SyntheticScores().Logits(seed: 1, "validation");

    private const FailureKind Misplaced = FailureKind.Threshold;

    /// <summary>Planted kinds and pairs of kinds, the grade of the ranking, and what must be found.</summary>
    private static readonly Dictionary<string, (SyntheticScores Scores, RankingGrade Grade, FailureKind[] Found)> Planted = new()
    {
        ["near perfect"] = (new() { Gap = 4 }, RankingGrade.NearPerfect, []),
        ["good"] = (new() { Gap = 1.8 }, RankingGrade.Good, []),
        ["weak"] = (new() { Gap = 0.6 }, RankingGrade.Weak, [Ranking]),
        ["none"] = (new() { IsNoise = true }, RankingGrade.None, [Ranking, FailureKind.Calibration]),
        ["inverted"] = (new() { Gap = -1.8 }, RankingGrade.Inverted, [Ranking, FailureKind.Calibration]),
        ["threshold misplaced"] = (new() { Gap = 2.5, Shift = -4 }, RankingGrade.Good, [Misplaced, Prior, FailureKind.Calibration]),
        ["constant"] = (new() { Gap = 2.5, Shift = -6 }, RankingGrade.Good, [Misplaced, Prior, FailureKind.Calibration, Constant]),
        ["saturated"] = (new() { Gap = 1.5, Scale = 10 }, RankingGrade.Good, [Saturation, FailureKind.Calibration]),
        ["badly calibrated"] = (new() { Gap = 4, Scale = 0.1 }, RankingGrade.NearPerfect, [FailureKind.Calibration]),
        ["weak and threshold"] =
            (new() { Gap = 0.6, Shift = -1 }, RankingGrade.Weak, [Ranking, Misplaced, Prior, FailureKind.Calibration, Constant]),
        ["none and constant"] =
            (new() { IsNoise = true, Shift = -2 }, RankingGrade.None, [Ranking, Prior, FailureKind.Calibration, Constant]),
        ["none and saturated"] =
            (new() { IsNoise = true, Scale = 20 }, RankingGrade.None, [Ranking, Saturation, FailureKind.Calibration]),
        ["inverted and threshold"] = (new() { Gap = -1.8, Shift = -2.5 }, RankingGrade.Inverted,
            [Ranking, Misplaced, Prior, FailureKind.Calibration]),
        ["inverted and saturated"] =
            (new() { Gap = -1.5, Scale = 10 }, RankingGrade.Inverted, [Ranking, Saturation, FailureKind.Calibration]),
        ["weak and saturated"] = (new() { Gap = 0.6, Scale = 60 }, RankingGrade.Weak, [Ranking, Saturation, FailureKind.Calibration]),
        ["saturated and threshold"] = (new() { Gap = 2, Scale = 10, Shift = -25 }, RankingGrade.Good,
            [Misplaced, Prior, Saturation, FailureKind.Calibration]),
    };

    public static TheoryData<string> Kinds => [.. Planted.Keys];

    private static FailureKind[] Found(CollapseDiagnosis diagnosis) =>
        [.. diagnosis.Findings.Where(finding => finding.State == FindingState.Found).Select(finding => finding.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_failure_is_found_in_logits_and_no_other(string kind)
    {
        var (scores, grade, found) = Planted[kind];
        var diagnosis = CollapseDiagnosis.Of(scores.Logits(seed: 2));
        Assert.True(found.SequenceEqual(Found(diagnosis)), diagnosis.ToString());
        Assert.True((grade, grade) == (diagnosis.Ranking!.Lowest, diagnosis.Ranking.Highest), diagnosis.ToString());
    }

    [Theory]
    [InlineData("near perfect")]
    [InlineData("good")]
    [InlineData("weak")]
    [InlineData("none")]
    [InlineData("inverted")]
    [InlineData("threshold misplaced")]
    [InlineData("weak and threshold")]
    public void Probabilities_get_the_diagnosis_of_their_logits(string kind)
    {
        var scores = Planted[kind].Scores;
        Assert.Equal(CollapseDiagnosis.Of(scores.Logits(seed: 2)).Verdict, CollapseDiagnosis.Of(scores.Probabilities(seed: 2)).Verdict);
    }

    [Fact]
    public void Scores_that_are_distributed_differently_from_validation_are_a_shift()
    {
        var stretched = new SyntheticScores { Gap = 1.8, Scale = 2 }.Logits(2);
        Assert.Equal([FailureKind.Shift], Found(CollapseDiagnosis.Of(new SyntheticScores { Gap = 1.8 }.Logits(1), stretched)));
        var fallen = CollapseDiagnosis.Of(Validation, new SyntheticScores { Shift = -5 }.Logits(2));
        Assert.Equal([Misplaced, Prior, FailureKind.Shift, FailureKind.Calibration], Found(fallen));
        Assert.True(fallen[Misplaced]["F1 at the validation threshold"] < 0.8);
    }

    [Fact]
    public void Another_share_of_synthetic_images_than_on_validation_is_a_failure_of_the_prior()
    {
        var diagnosis = CollapseDiagnosis.Of(Validation, new SyntheticScores { Prevalence = 0.1 }.Logits(2));
        Assert.Equal([Prior], Found(diagnosis));
        Assert.Contains("On 'validation' 50 % are.", diagnosis[Prior].Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_detector_shows_no_failure_in_one_line()
    {
        var diagnosis = CollapseDiagnosis.Of(Validation, new SyntheticScores().Logits(2));
        Assert.All(diagnosis.Findings, finding => Assert.Equal(FindingState.NotFound, finding.State));
        Assert.EndsWith("; no collapse", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', diagnosis.Verdict);
    }

    [Fact]
    public void A_weak_ranking_is_never_called_fine_although_the_threshold_is_misplaced_too()
    {
        var verdict = CollapseDiagnosis.Of(Planted["weak and threshold"].Scores.Logits(2)).Verdict;
        Assert.StartsWith("predicts real for almost everything (recall 0.", verdict, StringComparison.Ordinal);
        Assert.Contains("ranking weak (AUC 0.6", verdict, StringComparison.Ordinal);
        Assert.Contains("and the threshold is misplaced", verdict, StringComparison.Ordinal);
        Assert.Contains(": no threshold repairs it", CollapseDiagnosis.Of(Planted["weak"].Scores.Logits(2)).Verdict,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_strongly_inverted_ranking_comes_with_its_cure()
    {
        var verdict = CollapseDiagnosis.Of(Planted["inverted"].Scores.Logits(2)).Verdict;
        Assert.Contains("ranking inverted (AUC 0.", verdict, StringComparison.Ordinal);
        Assert.Contains("swap the classes or check the sign", verdict, StringComparison.Ordinal);
        Assert.Contains("once swapped, the threshold is misplaced",
            CollapseDiagnosis.Of(Planted["inverted and threshold"].Scores.Logits(2)).Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("swap", CollapseDiagnosis.Of(new SyntheticScores { Gap = -0.2 }.Logits(2)).Verdict,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_threshold_that_fits_heals_what_a_threshold_can_heal()
    {
        var shifted = new SyntheticScores { Shift = -4 }.Logits(1, "validation");
        var diagnosis = CollapseDiagnosis.Of(
            shifted, new SyntheticScores { Shift = -4 }.Logits(2), ThresholdSweep.Of(shifted).Best(c => c.F1));
        Assert.Equal([FailureKind.Calibration], Found(diagnosis));
        Assert.EndsWith("; no collapse; also found: calibration", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(30)]
    public void Few_images_cannot_tell(int count)
    {
        var diagnosis = CollapseDiagnosis.Of(new SyntheticScores { Count = count, Gap = 1 }.Logits(2));
        Assert.Equal(RankingGrade.CannotTell, diagnosis.Ranking!.Lowest);
        Assert.All(new[] { Ranking, Misplaced }, kind => Assert.Equal(FindingState.Unknown, diagnosis[kind].State));
        Assert.Contains("ranking cannot tell", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("no collapse", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_or_no_validation_cannot_tell()
    {
        Assert.Equal(FindingState.Unknown, CollapseDiagnosis.Of(new SyntheticScores().Logits(2))[FailureKind.Shift].State);
        var oneClass = CollapseDiagnosis.Of(new Predictions("faces", [0.2, 0.9], [true, true]));
        Assert.All(new[] { Ranking, Misplaced, Constant }, kind => Assert.Equal(FindingState.Unknown, oneClass[kind].State));
        Assert.StartsWith("recall 0.500, no real image; ranking cannot tell: no real image", oneClass.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Logits_and_probabilities_are_not_compared() =>
        Assert.Contains("set Predictions.Scale", Assert.Throws<ArgumentException>(() =>
            CollapseDiagnosis.Of(new SyntheticScores().Probabilities(1, "validation"), new SyntheticScores().Logits(2))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_constant_score_has_no_ranking()
    {
        var diagnosis = CollapseDiagnosis.Of(new Predictions("constant", [.. Enumerable.Repeat(0.2, 100)],
            [.. Enumerable.Range(0, 100).Select(index => index % 2 == 0)]));
        Assert.Equal([Ranking, Prior, FailureKind.Calibration, Constant], Found(diagnosis));
        Assert.Equal((RankingGrade.None, RankingGrade.None), (diagnosis.Ranking!.Lowest, diagnosis.Ranking.Highest));
    }

    [Fact]
    public void The_text_names_every_kind_with_its_state()
    {
        var diagnosis = CollapseDiagnosis.Of(Validation, new SyntheticScores { Shift = -5 }.Logits(2));
        Assert.All(diagnosis.Findings,
            finding => Assert.Contains($"{finding.Kind,-12} {finding.StateText,-9}", diagnosis.ToString(), StringComparison.Ordinal));
    }
}
