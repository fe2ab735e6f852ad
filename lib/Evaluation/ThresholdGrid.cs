using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// The thresholds 0, 1/steps, 2/steps, …, 1 and +∞. Counts of scores by step are exact at each of these thresholds under the rule
/// score ≥ threshold; between them they are unknown.
/// </summary>
internal sealed class ThresholdGrid
{
    public const int MostSteps = 65_536;

    public ThresholdGrid(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, MostSteps);
        Steps = steps;
    }

    /// <summary>The step of threshold 1.</summary>
    public int Steps { get; }

    /// <summary>The step of threshold +∞, which no score reaches.</summary>
    public int None => Steps + 1;

    /// <summary>Every step, from the threshold +∞ down to 0.</summary>
    public IEnumerable<int> Every => Enumerable.Range(0, None + 1).Select(point => None - point);

    /// <summary>The threshold of a step.</summary>
    public double this[int step] => step == None ? double.PositiveInfinity : step / (double)Steps;

    /// <summary>The highest step whose threshold a score in [0, 1] reaches.</summary>
    /// <remarks>
    /// Exact: a double holds the whole product of a float and at most 65,536 steps, and no float lies between step/steps and its
    /// nearest double.
    /// </remarks>
    public int Reached(float score) => double.ConvertToIntegerNative<int>((double)score * Steps);

    /// <summary>The step of a threshold.</summary>
    /// <exception cref="ArgumentException">The threshold is not on the grid.</exception>
    public int StepOf(double threshold)
    {
        var step = double.IsPositiveInfinity(threshold) ? None : (int)Math.Round(Math.Clamp(threshold, 0, 1) * Steps);
        return this[step] == threshold ? step : throw new ArgumentException(
            $"Pixels were counted at multiples of 1/{Steps}, and {threshold.Invariant()} is not one. "
            + "Round the threshold, or use more steps.",
            nameof(threshold));
    }
}
