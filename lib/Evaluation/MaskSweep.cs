using System.Collections;
using System.Runtime.CompilerServices;

namespace Telltale.Evaluation;

/// <summary>One operating point of a sweep over masks.</summary>
/// <param name="Threshold">The lowest score of a pixel predicted edited; +∞ where none is.</param>
/// <param name="Metrics">The averaged metrics at that threshold.</param>
public readonly record struct MaskSweepPoint(double Threshold, MaskMetrics Metrics);

/// <summary>
/// Mask metrics at every threshold of a grid, highest first. Point 0 has the threshold +∞ (no pixel predicted edited), the last
/// the threshold 0 (every pixel). Made by <see cref="ThresholdSweep.Of(MaskHistograms, Averaging)"/>.
/// </summary>
public sealed class MaskSweep : IReadOnlyList<MaskSweepPoint>
{
    private readonly MaskHistograms masks;
    private readonly MaskSweepPoint[] points;

    internal MaskSweep(MaskHistograms masks, Averaging averaging)
    {
        (this.masks, Averaging) = (masks, averaging);
        points = [.. masks.Grid.Every.Select(step => new MaskSweepPoint(masks.Grid[step], averaging.Of(masks.CountsAt(step))))];
    }

    /// <summary>The name of the set.</summary>
    public string Name => masks.Name;

    /// <summary>How the metrics are averaged.</summary>
    public Averaging Averaging { get; }

    /// <summary>Number of points.</summary>
    public int Count => points.Length;

    /// <summary>The point at an index; 0 = nothing predicted edited.</summary>
    public MaskSweepPoint this[int index] => points[index];

    /// <summary>The metrics at a threshold.</summary>
    /// <param name="threshold">A multiple of 1/steps in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold is not on the grid.</exception>
    public MaskMetrics At(double threshold) => points[masks.Grid.None - masks.Grid.StepOf(threshold)].Metrics;

    /// <summary>The metrics at a threshold.</summary>
    /// <param name="threshold">A multiple of 1/steps in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold is not on the grid.</exception>
    public MaskMetrics At(Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return At(threshold.Value);
    }

    /// <summary>
    /// The threshold with the highest criterion. Where several reach it, the middle of their longest run; of equally long runs, the
    /// higher one.
    /// </summary>
    /// <param name="criterion">What to maximise, for example <c>c => c.F1</c>; NaN excludes a point.</param>
    /// <param name="name">Name of the criterion in reports; by default the expression as written.</param>
    /// <exception cref="InvalidOperationException">The criterion is NaN at every point.</exception>
    public Threshold Best(Func<MaskMetrics, double> criterion, [CallerArgumentExpression(nameof(criterion))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(name);
        var values = Array.ConvertAll(points, point => criterion(point.Metrics));
        var best = values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Max();
        if (double.IsNaN(best))
        {
            throw new InvalidOperationException(
                $"The criterion {name} is NaN at every threshold of '{Name}', {Averaging}: no threshold is best.");
        }
        return Threshold.Chosen(points[MiddleOfLongestRun(values, best)].Threshold,
            $"{ThresholdSweep.NameOf(name)} ({Averaging})", masks.Identity);
    }

    /// <inheritdoc/>
    public IEnumerator<MaskSweepPoint> GetEnumerator() => ((IEnumerable<MaskSweepPoint>)points).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int MiddleOfLongestRun(double[] values, double wanted)
    {
        var (start, longest, length) = (0, 0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            length = values[i] == wanted ? length + 1 : 0;
            (start, longest) = length > longest ? (i + 1 - length, length) : (start, longest);
        }
        return start + longest / 2;
    }
}
