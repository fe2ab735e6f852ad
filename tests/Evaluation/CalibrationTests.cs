using CsCheck;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Evaluation;

public class CalibrationTests
{
    [Fact]
    public void Bins_hold_every_item_once_and_the_error_is_their_weighted_gap() =>
        Gen.Select(Simulated.Ties, Gen.Int[1, 20]).Sample((set, count) =>
    {
        var sweep = ThresholdSweep.Of(set.Scores, set.Targets);
        var bins = Calibration.Reliability(sweep, count);
        Assert.Equal(count, bins.Count);
        Assert.Equal(set.Scores.Length, bins.Sum(bin => bin.Items));
        Assert.All(bins.Where(bin => bin.Items > 0), bin =>
        {
            var inside = set.Scores.Zip(set.Targets)
                .Where(item => (item.First > bin.Lower || (item.First == 0 && bin.Lower == 0)) && item.First <= bin.Upper).ToArray();
            Assert.Equal(inside.Length, bin.Items);
            Assert.Equal(inside.Average(item => item.First), bin.MeanScore, 1e-12);
            Assert.Equal(inside.Average(item => item.Second ? 1.0 : 0), bin.PositiveShare, 1e-12);
        });
    });

    [Fact]
    public void Scores_that_mean_what_they_say_have_no_error()
    {
        double[] scores = [.. Enumerable.Repeat(0.25, 4), .. Enumerable.Repeat(0.75, 4)];
        Assert.Equal(0, Calibration.ExpectedError(ThresholdSweep.Of(scores, [true, false, false, false, true, true, true, false])), 1e-12);
    }

    [Fact]
    public void An_empty_bin_has_no_mean() =>
        Assert.True(double.IsNaN(Calibration.Reliability(ThresholdSweep.Of([0.9], [true]), 2)[0].MeanScore));

    [Fact]
    public void Logits_are_binned_by_their_sigmoid()
    {
        var bins = Calibration.Reliability(ThresholdSweep.Of([-2.5, 3], [false, true]), 2);
        Assert.Equal(1 / (1 + Math.Exp(2.5)), bins[0].MeanScore, 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(-3)), bins[1].MeanScore, 1e-12);
    }

    [Fact]
    public void Calibrated_scores_have_the_error_that_is_expected_by_chance()
    {
        var errors = Enumerable.Range(0, 200).Select(trial =>
        {
            var random = SeededRandom.For(trial);
            double[] scores = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())];
            var sweep = ThresholdSweep.Of(scores, Array.ConvertAll(scores, score => random.NextDouble() < score));
            return (Error: Calibration.ExpectedError(sweep), ByChance: Calibration.ErrorByChance(sweep));
        }).ToArray();
        Assert.Equal(errors.Average(error => error.ByChance), errors.Average(error => error.Error), 0.003);
    }
}
