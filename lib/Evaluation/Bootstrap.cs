using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// Percentile bootstrap intervals (Efron and Tibshirani, An Introduction to the Bootstrap, 1993), resampled by original: images of one
/// original are not independent, and resampling them separately would make intervals too narrow. An interval covers the choice of test
/// images, not another training run or another camera. The threshold is fixed. Resampling inflates the expected calibration error, so
/// its intervals are biased upwards.
/// </summary>
/// <remarks>Without at least five originals of each class present there is no interval: its bounds are NaN.</remarks>
public static class Bootstrap
{
    /// <summary>Fewer originals than this say too little about others; a convention.</summary>
    internal const int MinOriginals = 5;

    /// <summary>The interval of one metric.</summary>
    /// <param name="predictions">At least one item; groups are the records' <c>SourceId</c>, or single items without records.</param>
    /// <param name="metric">A function of the sweep; NaN where it is not defined.</param>
    /// <param name="options">Number of resamples, seed, level; null for the defaults.</param>
    public static Interval Percentile(Predictions predictions, Func<ThresholdSweep, double> metric, BootstrapOptions? options = null) =>
        Percentile(predictions, [metric], options)[0];

    /// <summary>The intervals of several metrics on the same resamples.</summary>
    /// <param name="predictions">At least one item; groups are the records' <c>SourceId</c>, or single items without records.</param>
    /// <param name="metrics">Functions of the sweep, called from several threads; NaN where not defined.</param>
    /// <param name="options">Number of resamples, seed, level; null for the defaults.</param>
    /// <param name="progress">Progress of the resampling; null for none.</param>
    /// <param name="cancellation">Cancels between resamples.</param>
    /// <returns>One interval per metric, in their order.</returns>
    /// <exception cref="ArgumentException">There are no items, or an option is out of range.</exception>
    public static IReadOnlyList<Interval> Percentile(
        Predictions predictions, IReadOnlyList<Func<ThresholdSweep, double>> metrics, BootstrapOptions? options = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(metrics);
        options = Checked(options);
        var plan = new ResamplingPlan(predictions, options.Stratified);
        return plan.FewestOriginals < MinOriginals ? None(metrics.Count, options)
            : Resample(plan.Draw, metrics, options, progress, cancellation);
    }

    /// <summary>The intervals of mask metrics at a threshold. The strata are images with and without edited pixels.</summary>
    /// <param name="masks">At least one; groups are the records' <c>SourceId</c>.</param>
    /// <param name="metrics">Functions of the averaged metrics, called from several threads.</param>
    /// <param name="threshold">A multiple of 1/steps in [0, 1], or +∞.</param>
    /// <param name="averaging">How the metric is averaged.</param>
    /// <param name="options">Number of resamples, seed, level; null for the defaults.</param>
    /// <param name="progress">Progress of the resampling; null for none.</param>
    /// <param name="cancellation">Cancels between resamples.</param>
    /// <returns>One interval per metric, in their order.</returns>
    /// <exception cref="ArgumentException">
    /// There are no masks, an option is out of range, or the threshold is not a multiple of 1/steps.
    /// </exception>
    public static IReadOnlyList<Interval> Percentile(
        MaskHistograms masks, IReadOnlyList<Func<MaskMetrics, double>> metrics, Threshold threshold, Averaging averaging,
        BootstrapOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentNullException.ThrowIfNull(averaging);
        options = Checked(options);
        var counts = masks.CountsAt(masks.Grid.StepOf(threshold.Value));
        var groups = new ResamplingGroups(masks.Identity.Records, [.. masks.Select(mask => mask.HasEditedPixels)], options.Stratified);
        return groups.Fewest < MinOriginals ? None(metrics.Count, options)
            : Resample(random => averaging.Of(counts, groups.Draw(random)), metrics, options, progress, cancellation);
    }

    private static Interval[] None(int metrics, BootstrapOptions options) =>
        [.. Enumerable.Repeat(new Interval(double.NaN, double.NaN, options.Resamples, options.Resamples), metrics)];

    private static BootstrapOptions Checked(BootstrapOptions? options)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resamples, 1, nameof(options));
        return options.Level is > 0 and < 1 ? options
            : throw new ArgumentOutOfRangeException(nameof(options), options.Level, "The level of an interval must lie between 0 and 1.");
    }

    private static IReadOnlyList<Interval> Resample<T>(
        Func<SeededRandom, T> draw, IReadOnlyList<Func<T, double>> metrics, BootstrapOptions options,
        IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        [.. Values(draw, metrics, options, progress, cancellation).Select(ofMetric => ToInterval(ofMetric, options.Level))];

    /// <summary>The value of each metric on each resample; NaN where not defined.</summary>
    internal static double[][] Values<T>(
        Func<SeededRandom, T> draw, IReadOnlyList<Func<T, double>> metrics, BootstrapOptions options,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var values = metrics.Select(_ => new double[options.Resamples]).ToArray();
        var clock = Stopwatch.StartNew();
        var done = 0;
        var reportEvery = Math.Max(1, options.Resamples / 100);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        Parallel.For(0, options.Resamples, parallel, resample =>
        {
            var drawn = draw(SeededRandom.For(options.Seed, resample));
            for (var metric = 0; metric < metrics.Count; metric++)
            {
                values[metric][resample] = metrics[metric](drawn);
            }
            var finished = Interlocked.Increment(ref done);
            if (progress is not null && (finished % reportEvery == 0 || finished == options.Resamples))
            {
                progress.Report(new WorkProgress("bootstrap", finished, options.Resamples, clock.Elapsed, "resamples"));
            }
        });
        return values;
    }

    internal static Interval ToInterval(double[] values, double level)
    {
        var defined = Array.FindAll(values, value => !double.IsNaN(value));
        Array.Sort(defined);
        var tail = (1 - level) / 2;
        return new(Quantile(defined, tail), Quantile(defined, 1 - tail), values.Length, values.Length - defined.Length);
    }

    // R7 is NumPy's default: linear between order statistics.
    private static double Quantile(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
}
