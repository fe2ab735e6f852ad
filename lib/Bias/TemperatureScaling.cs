using MathNet.Numerics.RootFinding;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Divides the logit of every score by a temperature (Guo et al., On Calibration of Modern Neural Networks, ICML 2017). It keeps 0.5 fixed,
/// so it corrects over- and underconfidence, but not a shifted prior.
/// </summary>
/// <param name="Temperature">Above 1, scores become less confident.</param>
public sealed record TemperatureScaling(double Temperature) : ScoreCalibration
{
    /// <summary>Limits of the fitted temperature; perfectly separated classes would have temperature 0.</summary>
    internal const double MinTemperature = 1e-3, MaxTemperature = 1e3;

    /// <summary>Fits the temperature by minimising the log loss.</summary>
    /// <param name="validation">Probabilities or logits of images of both classes, on which the model was not trained.</param>
    /// <exception cref="ArgumentException">A class is absent.</exception>
    public static TemperatureScaling Fit(Predictions validation)
    {
        var logits = Logits(validation);
        ThrowIfOneClass(validation);
        // The log loss is convex in 1 / temperature, so its derivative has a single root.
        double Slope(double inverse) => logits.Zip(validation.Targets, (logit, target) =>
            logit * (LogisticRegression.Sigmoid(inverse * logit) - (target ? 1 : 0))).Sum();
        return new(Slope(1 / MaxTemperature) >= 0 ? MaxTemperature
            : Slope(1 / MinTemperature) <= 0 ? MinTemperature
            : 1 / Brent.FindRoot(Slope, 1 / MaxTemperature, 1 / MinTemperature, accuracy: 1e-10, maxIterations: 200));
    }

    /// <inheritdoc/>
    public override string ToString() => $"temperature {Temperature.Invariant("0.###")}";

    private protected override double ApplyToLogit(double logit) => logit / Temperature;
}
