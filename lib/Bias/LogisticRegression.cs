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
        return Fit(targets, strength, x.ColumnCount, point => x * point, x.TransposeThisAndMultiply, weights =>
        {
            var roots = weights.Map(Math.Sqrt);
            var scaled = Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (row, column) => x[row, column] * roots[row]);
            return scaled.TransposeThisAndMultiply(scaled);
        });
    }

    /// <summary>As above, for features that are 0 or 1.</summary>
    public static LogisticRegression Fit(OneHotRows features, Vector<double> targets, double strength) => Fit(
        targets, strength, features.Columns + 1, features.Logits, features.Sums, features.Products);

    /// <summary>The logit of the positive class of each row.</summary>
    public Vector<double> Logits(Matrix<double> features) => features * Weights + Offset;

    /// <summary>As above, for features that are 0 or 1.</summary>
    public Vector<double> Logits(OneHotRows features) =>
        features.Logits(Vector<double>.Build.DenseOfEnumerable(Weights.Append(Offset)));

    public static double Sigmoid(double logit) => ScoreScale.Sigmoid(logit);

    /// <summary>log(1 + exp(logit)): the log loss of a real image.</summary>
    public static double SoftPlus(double logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));

    /// <param name="targets">n values in [0, 1].</param>
    /// <param name="strength">Of the penalty.</param>
    /// <param name="columns">k + 1: the last is 1 in every row.</param>
    /// <param name="logits">X · w of weights w.</param>
    /// <param name="sums">Xᵀ · r of values r of the rows.</param>
    /// <param name="products">Xᵀ · diag(v) · X of values v of the rows.</param>
    private static LogisticRegression Fit(Vector<double> targets, double strength, int columns,
        Func<Vector<double>, Vector<double>> logits, Func<Vector<double>, Vector<double>> sums,
        Func<Vector<double>, Matrix<double>> products)
    {
        var penalty = Vector<double>.Build.Dense(columns, column => column < columns - 1 ? strength : 0);
        var objective = ObjectiveFunction.GradientHessian(point =>
        {
            var rows = logits(point);
            var probabilities = rows.Map(Sigmoid);
            var loss = (rows.Map(SoftPlus) - targets.PointwiseMultiply(rows)).Sum() + penalty.PointwiseMultiply(point) * point / 2;
            var gradient = sums(probabilities - targets) + penalty.PointwiseMultiply(point);
            var hessian = products(probabilities.PointwiseMultiply(1 - probabilities))
                + Matrix<double>.Build.DiagonalOfDiagonalVector(penalty);
            return (loss, gradient, hessian);
        });
        var best = new NewtonMinimizer(GradientTolerance * targets.Count, Iterations, useLineSearch: true)
            .FindMinimum(objective, Vector<double>.Build.Dense(columns)).MinimizingPoint;
        return new(best.SubVector(0, columns - 1), best[^1]);
    }
}
