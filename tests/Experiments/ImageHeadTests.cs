using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Runtime;

namespace Telltale.Tests.Experiments;

public class ImageHeadTests
{
    [Fact]
    public void Its_statistics_are_those_of_the_scores()
    {
        var random = SeededRandom.For(4);
        float[] scores = [.. Enumerable.Range(0, 500).Select(_ => random.Next(100, 900) / 1000f)];
        var mask = SimulatedMask(scores, isEdited: true);
        var (mean, square, largest, smallest) = MaskHistograms.Of([mask])[0].Moments();
        // A score is rounded down to a step; floats just below a multiple of 0.001 lose one.
        Assert.Equal(scores.Average(score => (double)score), mean, 1e-3);
        Assert.Equal(scores.Average(score => (double)score * score), square, 2e-3);
        Assert.Equal(scores.Max(), largest, 1.1e-3);
        Assert.Equal(scores.Min(), smallest, 1.1e-3);
    }

    [Fact]
    public void The_generalized_mean_is_that_of_the_scores()
    {
        float[] scores = [0.75f, 0.5f, 0.25f, 0, 0.125f];
        var means = MaskHistograms.Of([SimulatedMask(scores, isEdited: true), SimulatedMask([1, 1], true), SimulatedMask([0], false)])
            .GeneralizedMean().Scores;
        Assert.Equal(Math.Pow(scores.Average(score => Math.Pow(score, 8)), 1.0 / 8), means[0], 1e-12);
        Assert.Equal([1.0, 0.0], means.Skip(1));
    }

    [Fact]
    public void It_finds_edits_that_differ_by_their_largest_score_alone_where_coverage_at_one_half_is_blind()
    {
        PredictedMask Made(int number, bool isEdited)
        {
            var random = SeededRandom.For(number);
            float[] scores = [.. Enumerable.Range(0, 100).Select(_ => (float)random.NextDouble(0, 0.2))];
            scores[0] = isEdited ? 0.45f : 0.2f;
            return SimulatedMask(scores, isEdited, number);
        }
        MaskHistograms Set(string name, int first) =>
            MaskHistograms.Of(Enumerable.Range(first, 40).Select(number => Made(number, number % 2 == 0)), name);
        var test = Set("test", 100);
        Assert.Equal(0.5, RocCurve.Of(test.Coverage(Threshold.Fixed(0.5))).AreaUnderCurve);
        Assert.Equal(1, RocCurve.Of(ImageHead.Fit(Set("training", 0)).Score(test)).AreaUnderCurve);
    }

    [Fact]
    public void One_class_alone_is_refused() => Assert.Contains("images of one class", Assert.Throws<ArgumentException>(() =>
        ImageHead.Fit(MaskHistograms.Of([SimulatedMask([0.5f], true), SimulatedMask([0.4f], true)], "training"))).Message,
        StringComparison.Ordinal);

    private static PredictedMask SimulatedMask(float[] scores, bool isEdited, int number = 0)
    {
        var truth = new byte[scores.Length];
        truth[0] = isEdited ? Mask.Edited : Mask.Authentic;
        var record = new ImageRecord($"/{number}.png", isEdited ? ImageLabel.Edited : ImageLabel.Authentic, "made");
        return new(record, scores, new(scores.Length, 1, truth));
    }
}
