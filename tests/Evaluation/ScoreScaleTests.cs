using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class ScoreScaleTests
{
    [Fact]
    public void Any_score_outside_0_to_1_makes_a_set_logits()
    {
        Assert.Same(ScoreScale.Probability, ScoreScale.Of([0, 0.3, 1]));
        Assert.Same(ScoreScale.Logit, ScoreScale.Of([0.2, 0.3, 1.01]));
        Assert.Same(ScoreScale.Logit, ScoreScale.Of([0.2, -1e-9]));
        Assert.Equal((0.5, 0.0), (ScoreScale.Probability.DefaultThreshold, ScoreScale.Logit.DefaultThreshold));
    }

    [Fact]
    public void A_subset_of_logits_stays_logits_even_inside_0_to_1()
    {
        var all = new Predictions("all", [new(Simulated.Record("/a.png", true), -3), new(Simulated.Record("/b.png", true), 0.4)]);
        Assert.Same(ScoreScale.Logit, all.Scale);
        Assert.Same(ScoreScale.Logit, all.Where(record => record.Path == "/b.png").Scale);
        Assert.Same(ScoreScale.Logit, new Predictions("said", [0.4], [true]) { Scale = ScoreScale.Logit }.Scale);
    }

    [Fact]
    public void Scores_outside_0_to_1_cannot_be_called_probabilities() =>
        Assert.Contains("between -3 and 0.4", Assert.Throws<ArgumentException>(() =>
            new Predictions("said", [0.4, -3], [true, false]) { Scale = ScoreScale.Probability }).Message, StringComparison.Ordinal);

    [Fact]
    public void Probabilities_and_logits_convert_into_each_other()
    {
        Assert.Equal(0.75, ScoreScale.Logit.ToProbability(Math.Log(3)), 12);
        Assert.Equal(Math.Log(3), ScoreScale.Probability.ToLogit(0.75), 12);
        Assert.Equal((0.75, -7.0), (ScoreScale.Probability.ToProbability(0.75), ScoreScale.Logit.ToLogit(-7)));
        Assert.True(double.IsFinite(ScoreScale.Probability.ToLogit(0)) && double.IsFinite(ScoreScale.Probability.ToLogit(1)));
        Assert.Equal((0.0, 1.0), (ScoreScale.Logit.ToProbability(-1000), ScoreScale.Logit.ToProbability(1000)));
    }
}
