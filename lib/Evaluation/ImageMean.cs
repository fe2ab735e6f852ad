using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>A mean over images.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Interval">Its bootstrap interval, resampled by original; NaN bounds for fewer than five originals.</param>
public readonly record struct ImageMean(double Mean, Interval Interval)
{
    /// <summary>For example 0.412 [0.355, 0.470].</summary>
    public override string ToString() => $"{TextTable.Value(Mean)} {TextTable.Interval(Interval.Lower, Interval.Upper)}";

    /// <summary>The mean of one value for each image.</summary>
    /// <param name="records">The images; their <c>SourceId</c> names the original.</param>
    /// <param name="values">One for each image; not NaN.</param>
    /// <param name="options">Number of resamples, seed, level; null for the defaults.</param>
    internal static ImageMean Of(IReadOnlyList<ImageRecord> records, double[] values, BootstrapOptions? options = null)
    {
        options ??= new();
        var groups = new ResamplingGroups(records, new bool[values.Length], options.Stratified);
        if (groups.Fewest < Bootstrap.MinOriginals)
        {
            return new(values.Average(), new(double.NaN, double.NaN, options.Resamples, options.Resamples));
        }
        double OfResample(int[] times) => values.Zip(times, (value, drawn) => value * drawn).Sum() / times.Sum();
        var means = Bootstrap.Values<int[]>(groups.Draw, [OfResample], options, null, CancellationToken.None);
        return new(values.Average(), Bootstrap.ToInterval(means[0], options.Level));
    }
}
