using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>A metric over repeated runs that differ only in their seed.</summary>
/// <param name="Mean">Mean over the runs.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1); NaN for a single run.</param>
/// <param name="Lowest">The smallest value.</param>
/// <param name="Highest">The largest value.</param>
/// <param name="Runs">Number of runs.</param>
public sealed record Spread(double Mean, double StandardDeviation, double Lowest, double Highest, int Runs)
{
    /// <summary>The spread of some values.</summary>
    /// <param name="values">One value per run; at least one.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Spread Of(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return all.Length > 0 ? new(all.Mean(), all.StandardDeviation(), all.Min(), all.Max(), all.Length)
            : throw new ArgumentException("A spread needs at least one run.", nameof(values));
    }

    /// <summary>
    /// Half the width of the 95 % confidence interval of the mean (Student's t), which assumes normally distributed runs; NaN for a
    /// single run.
    /// </summary>
    public double HalfWidth => Runs == 1 ? double.NaN : StudentT.InvCDF(0, 1, Runs - 1, 0.975) * StandardDeviation / Math.Sqrt(Runs);

    /// <summary>The 95 % confidence interval of the mean (see <see cref="HalfWidth"/>); null for a single run.</summary>
    public (double Lower, double Upper)? Interval => Runs == 1 ? null : (Mean - HalfWidth, Mean + HalfWidth);

    /// <summary>Mean ± standard deviation; the mean alone for a single run.</summary>
    public override string ToString() => Runs == 1
        ? $"{Mean.Invariant("0.000")} (one run)"
        : $"{Mean.Invariant("0.000")} ± {StandardDeviation.Invariant("0.000")}";
}
