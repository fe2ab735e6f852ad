using System.Numerics.Tensors;

namespace Telltale.Training;

/// <summary>
/// Logistic regression with an L1 penalty and, on request, non-negative weights, by accelerated proximal gradient steps (Beck and Teboulle:
/// A Fast Iterative Shrinkage-Thresholding Algorithm, 2009, with line search and the restart of O'Donoghue and Candès, 2015). It minimises
/// mean log loss + penalty · Σ |weight|; every step ends with the projection.
/// </summary>
/// <param name="rows">One array of features per image, standardised.</param>
/// <param name="targets">True for positive images; both classes occur.</param>
/// <param name="penalty">At least 0.</param>
/// <param name="nonNegative">Whether weights below 0 are set to 0 after every step.</param>
internal sealed class ProximalRegression(IReadOnlyList<double[]> rows, IReadOnlyList<bool> targets, double penalty, bool nonNegative)
{
    private const double Converged = 1e-9; // largest change of a parameter in the last step
    private const int MostSteps = 5000;

    private readonly int features = rows[0].Length;

    /// <summary>The parameters after each step, until they no longer change: one weight per feature, then the offset.</summary>
    public IEnumerable<double[]> Steps()
    {
        var share = targets.Count(target => target) / (double)targets.Count;
        var current = new double[features + 1];
        current[features] = Math.Log(share / (1 - share));
        var (ahead, momentum, curvature, change) = (current, 1.0, 0.25, double.MaxValue);
        for (var step = 0; step < MostSteps && change > Converged; step++)
        {
            var next = Step(ahead, ref curvature);
            var isOvershooting = ahead.Zip(next, current).Sum(at => (at.First - at.Second) * (at.Second - at.Third)) > 0;
            var faster = isOvershooting ? 1 : (1 + Math.Sqrt(1 + 4 * momentum * momentum)) / 2;
            var carry = isOvershooting ? 0 : (momentum - 1) / faster;
            change = next.Zip(current).Max(pair => Math.Abs(pair.First - pair.Second));
            ahead = [.. next.Zip(current, (now, before) => now + carry * (now - before))];
            (current, momentum) = (next, faster);
            yield return next;
        }
    }

    /// <summary>The mean log loss of parameters, in nats, without the penalty.</summary>
    public double Loss(double[] parameters) => Enumerable.Range(0, rows.Count).Average(row => SoftPlus(Margin(row, parameters)));

    /// <summary>A gradient step as long as the quadratic bound holds, then shrinkage and projection.</summary>
    private double[] Step(double[] from, ref double curvature)
    {
        var (loss, gradient) = (Loss(from), Gradient(from));
        while (true)
        {
            var next = new double[from.Length];
            var bound = loss;
            for (var index = 0; index < next.Length; index++)
            {
                var moved = from[index] - gradient[index] / curvature;
                next[index] = index == features ? moved : Shrunk(moved, penalty / curvature);
                var difference = next[index] - from[index];
                bound += difference * (gradient[index] + curvature / 2 * difference);
            }
            if (Loss(next) <= bound + 1e-15)
            {
                return next;
            }
            curvature *= 2;
        }
    }

    private double Shrunk(double weight, double by)
    {
        var shrunk = Math.Sign(weight) * Math.Max(Math.Abs(weight) - by, 0);
        return nonNegative ? Math.Max(shrunk, 0) : shrunk;
    }

    private double[] Gradient(double[] parameters)
    {
        var gradient = new double[parameters.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            var wrong = 1 / (1 + Math.Exp(-Margin(row, parameters))); // the probability of the other class
            var slope = (targets[row] ? -wrong : wrong) / rows.Count;
            var weights = gradient.AsSpan(0, features);
            TensorPrimitives.MultiplyAdd(rows[row], slope, weights, weights);
            gradient[features] += slope;
        }
        return gradient;
    }

    /// <summary>The logit of the other class.</summary>
    private double Margin(int row, double[] parameters)
    {
        var logit = parameters[features] + TensorPrimitives.Dot<double>(parameters.AsSpan(0, features), rows[row]);
        return targets[row] ? -logit : logit;
    }

    private static double SoftPlus(double logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
}
