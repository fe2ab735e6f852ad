using MathNet.Numerics.LinearAlgebra;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Platt scaling (Platt, Probabilistic Outputs for Support Vector Machines, 1999, with its smoothed targets): an affine map of the logit.
/// It is temperature scaling with an offset, which also corrects a shifted prior if the prior of use is that of validation.
/// </summary>
/// <param name="Slope">Factor of the logit; 1 / temperature.</param>
/// <param name="Offset">Added to the logit.</param>
public sealed record PlattScaling(double Slope, double Offset) : ScoreCalibration
{
    /// <summary>Fits slope and offset by minimising the log loss.</summary>
    /// <param name="validation">Probabilities or logits of images of both classes, on which the model was not trained.</param>
    /// <exception cref="ArgumentException">A class is absent, or real images score higher.</exception>
    public static PlattScaling Fit(Predictions validation)
    {
        var logits = Logits(validation);
        ThrowIfOneClass(validation);
        var positives = validation.Targets.Count(target => target);
        var (high, low) = ((positives + 1.0) / (positives + 2), 1.0 / (validation.Count - positives + 2));
        var fitted = LogisticRegression.Fit(
            Matrix<double>.Build.Dense(validation.Count, 1, (row, _) => logits[row]),
            Vector<double>.Build.Dense(validation.Count, row => validation.Targets[row] ? high : low),
            strength: 0);
        return fitted.Weights[0] > 0 ? new(fitted.Weights[0], fitted.Offset) : throw new ArgumentException(
            $"On '{validation.Name}' real images score as high as synthetic ones or higher; a monotone calibration cannot correct that.",
            nameof(validation));
    }

    /// <inheritdoc/>
    public override string ToString() => $"slope {Slope.Invariant("0.###")}, offset {Offset.Invariant("0.###")}";

    private protected override double ApplyToLogit(double logit) => Slope * logit + Offset;
}
