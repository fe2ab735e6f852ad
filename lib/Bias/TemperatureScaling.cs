using MathNet.Numerics.RootFinding;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>
/// Divides the logit of every score by one number (Guo et al., On Calibration of Modern Neural Networks, ICML 2017). It keeps 0.5 where
/// it is, so it heals over- and underconfidence and no shifted prior.
/// </summary>
/// <param name="Temperature">Above 1, scores become less certain.</param>
public sealed record TemperatureScaling(double Temperature) : ScoreCalibration
{
    /// <summary>Temperatures beyond these are not looked for; classes that scores separate would ask for 0.</summary>
    public const double Coldest = 1e-3, Hottest = 1e3;

    /// <summary>The temperature at which the scores have the least log loss.</summary>
    /// <param name="validation">Scores in [0, 1] of images of both classes, on which the model was not trained.</param>
    /// <exception cref="ArgumentException">A score lies outside [0, 1], or a class is absent.</exception>
    public static TemperatureScaling Fit(Predictions validation)
    {
        RefuseOtherThanProbabilities(validation);
        RefuseOneClass(validation);
        var logits = Array.ConvertAll(validation.Scores, Logit);
        // The log loss is convex in 1 / temperature, so its slope crosses zero once.
        double Slope(double inverse) => logits.Zip(validation.Targets, (logit, target) =>
            logit * (LogisticRegression.Sigmoid(inverse * logit) - (target ? 1 : 0))).Sum();
        return new(Slope(1 / Hottest) >= 0 ? Hottest
            : Slope(1 / Coldest) <= 0 ? Coldest
            : 1 / Brent.FindRoot(Slope, 1 / Hottest, 1 / Coldest, accuracy: 1e-10, maxIterations: 200));
    }

    /// <inheritdoc/>
    public override double Apply(double score) => LogisticRegression.Sigmoid(Logit(score) / Temperature);

    /// <inheritdoc/>
    public override string ToString() => $"temperature {Temperature:0.###}";
}
