namespace Telltale.Evaluation;

/// <summary>
/// What the numbers of a set of scores are: probabilities in [0, 1], or logits, log(p / (1 − p)), which may be any finite number. Ranking
/// metrics need no scale; the usual threshold, calibration and saturation do. Immutable; there are two.
/// </summary>
/// <example>
/// <code>
/// var logits = new Predictions("test", [-2.1, 0.4, 0.3, 5.0], [false, false, true, true]) { Scale = ScoreScale.Logit };
/// var threshold = Threshold.Fixed(logits.Scale.DefaultThreshold);
/// var probability = logits.Scale.ToProbability(logits.Scores[0]);
/// </code>
/// </example>
public sealed class ScoreScale
{
    // Probabilities are clamped to [1e-15, 1 − 1e-15], so that their logits lie within ± 34.5.
    private const double Certain = 1e-15;

    private ScoreScale(string name, double defaultThreshold) => (Name, DefaultThreshold) = (name, defaultThreshold);

    /// <summary>Scores in [0, 1].</summary>
    public static ScoreScale Probability { get; } = new("probability", defaultThreshold: 0.5);

    /// <summary>Logits: any finite numbers.</summary>
    public static ScoreScale Logit { get; } = new("logit", defaultThreshold: 0);

    /// <summary><c>probability</c> or <c>logit</c>.</summary>
    public string Name { get; }

    /// <summary>The threshold at which both classes are equally likely: 0.5 for probabilities, 0 for logits.</summary>
    public double DefaultThreshold { get; }

    /// <summary>
    /// The scale that scores have if nobody says: logits where any lies outside [0, 1], otherwise probabilities. A few logits may all lie
    /// inside [0, 1] by chance; where the scale is known, set <see cref="Predictions.Scale"/>.
    /// </summary>
    /// <param name="scores">Finite scores; none are probabilities.</param>
    public static ScoreScale Of(IEnumerable<double> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.All(score => score is >= 0 and <= 1) ? Probability : Logit;
    }

    /// <summary>The probability of a score, in [0, 1]: the sigmoid of a logit, a probability itself.</summary>
    /// <param name="score">A score of this scale.</param>
    public double ToProbability(double score) => this == Probability ? score : Sigmoid(score);

    /// <summary>The logit of a score: a logit itself, log(p / (1 − p)) of a probability, clamped to ± 34.5.</summary>
    /// <param name="score">A score of this scale.</param>
    public double ToLogit(double score)
    {
        if (this == Logit)
        {
            return score;
        }
        var probability = Math.Clamp(score, Certain, 1 - Certain);
        return Math.Log(probability / (1 - probability));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>1 / (1 + exp(−logit)), without overflow.</summary>
    internal static double Sigmoid(double logit) => logit >= 0 ? 1 / (1 + Math.Exp(-logit)) : Math.Exp(logit) / (1 + Math.Exp(logit));

    /// <summary>The score of this scale whose logit is given.</summary>
    internal double OfLogit(double logit) => this == Logit ? logit : Sigmoid(logit);
}
