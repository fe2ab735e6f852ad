using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Bias;

/// <summary>A detector's score as parts of an image are removed.</summary>
/// <param name="Map">The map that orders the parts.</param>
/// <param name="Guided">The score after each step, removing the parts with the highest values of the map first.</param>
/// <param name="Random">The score after each step, removing parts in random order; mean over several orders.</param>
public sealed record DeletionCurve(AttributionMap Map, IReadOnlyList<double> Guided, IReadOnlyList<double> Random)
{
    /// <summary>Area under the guided curve (mean score), in [0, 1]. Small where the map finds the evidence.</summary>
    public double GuidedArea => Guided.Average();

    /// <summary>Area under the random curve.</summary>
    public double RandomArea => Random.Average();
}

/// <summary>
/// A sanity check of attribution maps (the deletion metric of Petsiuk, Das and Saenko, RISE, BMVC 2018): removing the regions that a map
/// marks must lower the score faster than removing random regions, or the map does not show what the detector uses. Removed regions
/// are replaced by the mean colour of the image. Use images that the detector calls synthetic; others have no score to lose.
/// </summary>
public sealed class DeletionTest
{
    private DeletionTest(IReadOnlyList<DeletionCurve> curves) => Curves = curves;

    /// <summary>One curve per image.</summary>
    public IReadOnlyList<DeletionCurve> Curves { get; }

    /// <summary>The share of an image that is removed at each step, from 0 to 1.</summary>
    public IReadOnlyList<double> Removed =>
        [.. Enumerable.Range(0, Curves[0].Guided.Count).Select(step => step / (Curves[0].Guided.Count - 1.0))];

    /// <summary>Mean score before anything is removed.</summary>
    public double Start => Curves.Average(curve => curve.Guided[0]);

    /// <summary>Mean area under the guided curves.</summary>
    public double GuidedArea => Curves.Average(curve => curve.GuidedArea);

    /// <summary>Mean area under the random curves.</summary>
    public double RandomArea => Curves.Average(curve => curve.RandomArea);

    /// <summary>Share of images whose guided area is smaller than their random area.</summary>
    public double ShareLower => Curves.Count(curve => curve.GuidedArea < curve.RandomArea) / (double)Curves.Count;

    /// <summary>True where the guided area is smaller than the random area on average and for most images.</summary>
    public bool Passed => GuidedArea < RandomArea && ShareLower > 0.5;

    /// <summary>Tests maps of one detector.</summary>
    /// <param name="model">The detector that the maps are of. Left in evaluation mode.</param>
    /// <param name="maps">At least one map, of images predicted synthetic.</param>
    /// <param name="tile">Side of the squares that are removed, in pixels.</param>
    /// <param name="steps">Number of steps from nothing to everything removed.</param>
    /// <param name="randomOrders">Random orders per image.</param>
    /// <param name="seed">Seed of the orders.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ArgumentException">There are no maps.</exception>
    public static DeletionTest Of(
        nn.Module<Tensor, Tensor> model, IReadOnlyList<AttributionMap> maps, int tile = 8, int steps = 16,
        int randomOrders = 5, long seed = 17,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(randomOrders, 1);
        if (maps.Count == 0)
        {
            throw new ArgumentException("A deletion test needs at least one map.", nameof(maps));
        }
        var (curves, started) = (new List<DeletionCurve>(maps.Count), Stopwatch.GetTimestamp());
        foreach (var map in maps)
        {
            var tiles = Tile.Cover(map.Image.Width, map.Image.Height, tile, tile);
            IReadOnlyList<double> Curve(IEnumerable<Tile> order) => Scores(model, map, [.. order], steps, cancellation);
            int[] Order(int number) => SeededRandom.For(seed, curves.Count, number).Permutation(tiles.Count);
            // Many tiles of a coarse map have equal values, mostly 0: their order is random, or it would follow the rows.
            var guided = Curve(Order(0).OrderByDescending(index => Mean(map, tiles[index])).Select(index => tiles[index]));
            var random = Enumerable.Range(1, randomOrders).Select(number => Curve(Order(number).Select(index => tiles[index]))).ToArray();
            curves.Add(new(map, guided, [.. Enumerable.Range(0, steps + 1).Select(step => random.Average(curve => curve[step]))]));
            progress?.Report(new("deletion test", curves.Count, maps.Count, Stopwatch.GetElapsedTime(started)));
        }
        return new(curves);
    }

    /// <summary>The result in a sentence.</summary>
    public override string ToString() =>
        $"Deletion test of {Curves[0].Map.Method} on {Curves.Count.Counted("image")}, {(Passed ? "passed" : "FAILED")}: " +
        $"starting at {Start.Invariant("0.000")}, the mean " +
        $"score is {GuidedArea.Invariant("0.000")} when parts are removed in the order of the map and " +
        $"{RandomArea.Invariant("0.000")} in random order; " +
        $"the map is better than random in {(100 * ShareLower).Invariant("0")} % of the images.";

    private static IReadOnlyList<double> Scores(
        nn.Module<Tensor, Tensor> model, AttributionMap map, Tile[] order, int steps, CancellationToken cancellation) =>
        NetworkScorer.Probabilities(
            model,
            Enumerable.Range(0, steps + 1)
                .Select(step => map.View.Without(order.Take((int)Math.Round((double)step * order.Length / steps)))),
            map.Image.Width, map.Image.Height, cancellation);

    private static double Mean(AttributionMap map, Tile tile) => Enumerable.Range(tile.Top, tile.Height)
        .SelectMany(row => map.Values.Slice(row * map.Image.Width + tile.Left, tile.Width).ToArray()).Select(value => (double)value).Mean();
}
