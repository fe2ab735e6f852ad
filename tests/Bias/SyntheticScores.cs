using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

/// <summary>Logits with a planted failure: two normal classes of unit variance, a gap apart, have the calibrated logit gap · x.</summary>
internal sealed record SyntheticScores
{
    /// <summary>Distance of the classes; the AUC is Φ(gap / √2), below 0.5 for a negative one.</summary>
    public double Gap { get; init; } = 3;

    /// <summary>Factor of the logits: above 1 overconfident.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Added to the logits.</summary>
    public double Shift { get; init; }

    /// <summary>True for logits that say nothing.</summary>
    public bool IsNoise { get; init; }

    public double Prevalence { get; init; } = 0.5;

    public int Count { get; init; } = 2000;

    public Predictions Logits(long seed, string name = "test")
    {
        var random = SeededRandom.For(seed);
        bool[] targets = [.. Enumerable.Range(0, Count).Select(index => index < Count * Prevalence)];
        return new(name, [.. targets.Select(target => Shift + Scale * (IsNoise ? random.NextGaussian()
            : Math.Abs(Gap) * (random.NextGaussian() + (target ? Gap : -Gap) / 2)))], targets) { Scale = ScoreScale.Logit };
    }

    public Predictions Probabilities(long seed, string name = "test")
    {
        var logits = Logits(seed, name);
        return new(name, Array.ConvertAll(logits.Scores, ScoreScale.Logit.ToProbability), logits.Targets);
    }
}
