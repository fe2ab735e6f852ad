using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>The bootstrap of a mean over images, resampled by original.</summary>
internal static class GroupedMean
{
    /// <summary>The interval of the mean of one value for each image; without bounds for fewer than five originals.</summary>
    /// <param name="records">The images.</param>
    /// <param name="values">One for each image; not NaN.</param>
    /// <param name="options">Number of resamples, seed, level.</param>
    public static Interval Interval(IReadOnlyList<ImageRecord> records, double[] values, BootstrapOptions options)
    {
        var groups = new ResamplingGroups(records, new bool[values.Length], options.Stratified);
        if (groups.Fewest < Bootstrap.MinOriginals)
        {
            return new(double.NaN, double.NaN, options.Resamples, options.Resamples);
        }
        var means = Bootstrap.Values<int[]>(groups.Draw, [times => Mean(values, times)], options, null, CancellationToken.None);
        return Bootstrap.ToInterval(means[0], options.Level);
    }

    private static double Mean(double[] values, int[] times) =>
        values.Zip(times, (value, drawn) => value * drawn).Sum() / times.Sum();
}
