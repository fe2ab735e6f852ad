using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Logistic regression with an L2 penalty, fitted by Newton's method.</summary>
/// <param name="Weights">One per feature.</param>
/// <param name="Offset">Intercept; not penalised.</param>
internal sealed record LogisticRegression(Vector<double> Weights, double Offset)
{
    private const double GradientTolerance = 1e-9;
    private const int Iterations = 200;

    /// <summary>Minimises Σ log loss + strength / 2 · Σ weight², scikit-learn's objective with C = 1 / strength.</summary>
    /// <param name="features">n × k.</param>
    /// <param name="targets">n values in [0, 1].</param>
    /// <param name="strength">At least 0; above 0, separable classes have finite weights.</param>
    public static LogisticRegression Fit(Matrix<double> features, Vector<double> targets, double strength)
    {
        var x = features.InsertColumn(features.ColumnCount, Vector<double>.Build.Dense(features.RowCount, 1));
        var penalty = Vector<double>.Build.Dense(x.ColumnCount, column => column < features.ColumnCount ? strength : 0);
        var objective = ObjectiveFunction.GradientHessian(point =>
        {
            var logits = x * point;
            var probabilities = logits.Map(Sigmoid);
            var loss = (logits.Map(SoftPlus) - targets.PointwiseMultiply(logits)).Sum() + penalty.PointwiseMultiply(point) * point / 2;
            var gradient = x.TransposeThisAndMultiply(probabilities - targets) + penalty.PointwiseMultiply(point);
            var curvature = probabilities.PointwiseMultiply(1 - probabilities).Map(Math.Sqrt);
            var scaled = Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (row, column) => x[row, column] * curvature[row]);
            var hessian = scaled.TransposeThisAndMultiply(scaled) + Matrix<double>.Build.DiagonalOfDiagonalVector(penalty);
            return (loss, gradient, hessian);
        });
        var best = new NewtonMinimizer(GradientTolerance * x.RowCount, Iterations, useLineSearch: true)
            .FindMinimum(objective, Vector<double>.Build.Dense(x.ColumnCount)).MinimizingPoint;
        return new(best.SubVector(0, features.ColumnCount), best[^1]);
    }

    /// <summary>The logit of the positive class of each row.</summary>
    public Vector<double> Logits(Matrix<double> features) => features * Weights + Offset;

    public static double Sigmoid(double logit) => ScoreScale.Sigmoid(logit);

    /// <summary>log(1 + exp(logit)): the log loss of a real image.</summary>
    public static double SoftPlus(double logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
}
