using System.Collections;
using System.Runtime.CompilerServices;

namespace Telltale.Evaluation;

/// <summary>One operating point of a sweep over masks.</summary>
/// <param name="Threshold">The lowest score of a pixel that is answered edited; positive infinity where none is.</param>
/// <param name="Measures">How well the masks agree with the truth there.</param>
public readonly record struct MaskSweepPoint(double Threshold, MaskMeasures Measures);

/// <summary>
/// How well masks agree with the truth at every threshold of a grid, highest first. Point 0 has the threshold +∞ (nothing answered
/// edited); at the last, 0, every pixel is. Made by <see cref="ThresholdSweep.Of(MaskHistograms, Averaging)"/>.
/// </summary>
public sealed class MaskSweep : IReadOnlyList<MaskSweepPoint>
{
    private readonly MaskHistograms masks;
    private readonly MaskSweepPoint[] points;

    internal MaskSweep(MaskHistograms masks, Averaging averaging)
    {
        (this.masks, Averaging) = (masks, averaging);
        points = [.. Enumerable.Range(0, masks.Grid.None + 1).Select(point => masks.Grid.None - point)
            .Select(step => new MaskSweepPoint(masks.Grid[step], averaging.Of(masks.CountsAt(step))))];
    }

    /// <summary>The name of the set.</summary>
    public string Name => masks.Name;

    /// <summary>Over what the measures are averaged.</summary>
    public Averaging Averaging { get; }

    /// <summary>Number of points.</summary>
    public int Count => points.Length;

    /// <summary>The point at a position, 0 = nothing answered edited.</summary>
    public MaskSweepPoint this[int index] => points[index];

    /// <summary>The measures at a threshold.</summary>
    /// <param name="threshold">One of the grid: a multiple of 1/steps in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold is none of the grid.</exception>
    public MaskMeasures At(double threshold) => points[masks.Grid.None - masks.Grid.StepOf(threshold)].Measures;

    /// <summary>The measures at a threshold.</summary>
    /// <param name="threshold">One of the grid: a multiple of 1/steps in [0, 1], or +∞.</param>
    /// <exception cref="ArgumentException">The threshold is none of the grid.</exception>
    public MaskMeasures At(Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return At(threshold.Value);
    }

    /// <summary>
    /// The threshold with the highest criterion: the middle of the longest run of thresholds that reach it, so that it sits on no edge;
    /// among equal runs the higher one.
    /// </summary>
    /// <param name="criterion">What to maximise, for example <c>c => c.F1</c>; NaN excludes a point.</param>
    /// <param name="name">What the threshold says it was chosen for; by default the criterion as written.</param>
    /// <exception cref="InvalidOperationException">The criterion is NaN at every point.</exception>
    public Threshold Best(Func<MaskMeasures, double> criterion, [CallerArgumentExpression(nameof(criterion))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(name);
        var values = Array.ConvertAll(points, point => criterion(point.Measures));
        var best = values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Max();
        if (double.IsNaN(best))
        {
            throw new InvalidOperationException($"The criterion {name} is NaN at every threshold of '{Name}', {Averaging}: there is no best one.");
        }
        return Threshold.Chosen(points[MiddleOfLongestRun(values, best)].Threshold, $"{ThresholdSweep.NameOf(name)} ({Averaging})", masks.Identity);
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
