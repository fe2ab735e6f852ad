using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

/// <summary>A cause is planted and the diagnosis must name it; another is planted and the diagnosis must change with it.</summary>
public class CollapseDiagnosisTests
{
    // Logits of well calibrated scores: two normal classes of unit variance, a gap apart, have the logit gap · x.
    private static Predictions Scored(string name, long seed, double gap = 3, double scale = 1, double shift = 0, int count = 600)
    {
        var random = SeededRandom.For(seed);
        bool[] targets = [.. Enumerable.Range(0, count).Select(index => index % 2 == 1)];
        return new(name, [.. targets.Select(target => Sigmoid(scale * gap * (random.NextGaussian() + (target ? gap : -gap) / 2) + shift))],
            targets);
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static FailureKind[] Found(CollapseDiagnosis diagnosis) =>
        [.. diagnosis.Findings.Where(finding => finding.State == FindingState.Found).Select(finding => finding.Kind)];

    private readonly Predictions validation = Scored("validation", seed: 1);

    [Fact]
    public void A_sound_detector_shows_no_failure()
    {
        var diagnosis = CollapseDiagnosis.Of(validation, Scored("test", seed: 2));
        Assert.Equal("no collapse", diagnosis.Verdict);
        Assert.All(diagnosis.Findings, finding => Assert.Equal(FindingState.NotFound, finding.State));
    }

    [Fact]
    public void A_threshold_that_was_always_wrong_is_a_failure_of_the_threshold()
    {
        var diagnosis = CollapseDiagnosis.Of(Scored("validation", seed: 1, shift: -4), Scored("test", seed: 2, shift: -4));
        Assert.Equal([FailureKind.Threshold, FailureKind.Prior, FailureKind.Calibration], Found(diagnosis));
        Assert.StartsWith("threshold failure: the ranking is good", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.True(diagnosis[FailureKind.Threshold]["F1 at the validation threshold"] > 0.9);
    }

    [Fact]
    public void Scores_that_fall_on_test_alone_are_a_shift()
    {
        var diagnosis = CollapseDiagnosis.Of(validation, Scored("test", seed: 2, shift: -4));
        Assert.Equal([FailureKind.Threshold, FailureKind.Prior, FailureKind.Shift, FailureKind.Calibration], Found(diagnosis));
        Assert.True(diagnosis[FailureKind.Threshold]["F1 at the validation threshold"] < 0.8);
    }

    [Fact]
    public void Scores_that_say_nothing_are_a_failure_of_ranking()
    {
        // The validation images are ranked; the test images are not, and lie low.
        var random = SeededRandom.For(3);
        var test = new Predictions("test", [.. Enumerable.Range(0, 600).Select(_ => Sigmoid(random.NextGaussian() - 2))],
            [.. Enumerable.Range(0, 600).Select(index => index % 2 == 1)]);
        var diagnosis = CollapseDiagnosis.Of(validation, test);
        Assert.Equal([FailureKind.Ranking, FailureKind.Threshold, FailureKind.Prior, FailureKind.Shift, FailureKind.Calibration],
            Found(diagnosis));
        Assert.StartsWith("ranking failure, not only threshold", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.Contains("no better than the constant prediction 'all synthetic'", diagnosis[FailureKind.Threshold].Statement,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_inverted_ranking_is_called_so()
    {
        var sound = Scored("test", seed: 2);
        var diagnosis = CollapseDiagnosis.Of(new Predictions("test", [.. sound.Scores.Select(score => 1 - score)], sound.Targets));
        Assert.Contains(FailureKind.Ranking, Found(diagnosis));
        Assert.Contains("inverted", diagnosis[FailureKind.Ranking].Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_stretched_to_the_ends_are_saturated_where_they_are_also_wrong()
    {
        var unsure = CollapseDiagnosis.Of(Scored("validation", seed: 1, gap: 1.5, scale: 30), Scored("test", seed: 2, gap: 1.5, scale: 30));
        Assert.Equal([FailureKind.Saturation, FailureKind.Calibration], Found(unsure));
        var right = CollapseDiagnosis.Of(Scored("validation", seed: 1, gap: 5, scale: 30), Scored("test", seed: 2, gap: 5, scale: 30));
        Assert.Empty(Found(right));
        Assert.True(right[FailureKind.Saturation]["share below"] > 0.4);
    }

    [Fact]
    public void Scores_pressed_together_are_badly_calibrated_and_nothing_else() =>
        Assert.Equal([FailureKind.Calibration],
            Found(CollapseDiagnosis.Of(Scored("validation", seed: 1, scale: 0.1), Scored("test", seed: 2, scale: 0.1))));

    [Fact]
    public void A_threshold_that_fits_heals_what_a_threshold_can_heal()
    {
        var shifted = Scored("validation", seed: 1, shift: -4);
        var diagnosis = CollapseDiagnosis.Of(shifted, Scored("test", seed: 2, shift: -4), ThresholdSweep.Of(shifted).Best(c => c.F1));
        Assert.Equal([FailureKind.Calibration], Found(diagnosis));
        Assert.Equal("no collapse; also found: calibration", diagnosis.Verdict);
    }

    [Fact]
    public void What_cannot_be_known_is_said_so()
    {
        var alone = CollapseDiagnosis.Of(Scored("test", seed: 2));
        Assert.Equal(FindingState.Unknown, alone[FailureKind.Shift].State);
        var logits = CollapseDiagnosis.Of(new Predictions("logits", [-2, 3, -1, 4], [false, true, false, true]));
        Assert.Equal(FindingState.Unknown, logits[FailureKind.Calibration].State);
        Assert.Equal(FindingState.Unknown, logits[FailureKind.Saturation].State);
        var oneClass = CollapseDiagnosis.Of(new Predictions("faces", [0.2, 0.9], [true, true]));
        Assert.Equal(FindingState.Unknown, oneClass[FailureKind.Ranking].State);
        Assert.Equal(FindingState.Unknown, oneClass[FailureKind.Threshold].State);
    }

    [Fact]
    public void The_text_names_every_kind_with_its_state()
    {
        var diagnosis = CollapseDiagnosis.Of(validation, Scored("test", seed: 2, shift: -4));
        Assert.All(diagnosis.Findings,
            finding => Assert.Contains($"{finding.Kind,-12} {finding.StateText,-9}", diagnosis.ToString(), StringComparison.Ordinal));
    }
}
