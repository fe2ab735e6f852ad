using System.Diagnostics;
using System.Globalization;
using System.Text;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// The same transformation is applied to both classes, and the signed change of the logit is measured in each. If both classes move the
/// same way, the detector reads the transformation as evidence: a bias, learned from training data in which it went with one class. If
/// the classes move toward each other, the transformation hides the evidence: a lack of robustness. After Ricker, Fischer and Quiring,
/// <em>BIAS-ID: A framework for analyzing transformation biases in AI-generated image detectors</em> (arXiv 2605.31153, 2026); the
/// intervals and the smallest shift that counts are this kit's.
/// </summary>
/// <example><code>
/// var test = DetectionFolder.Read("/data/test");
/// var detector = LogitScorer.Of("DenseNet", model, Transform.Evaluation(224));
/// var probe = InterventionProbe.Of(detector, test, Intervention.Probes);
/// Console.WriteLine(probe.Verdict);
/// var chart = BiasPlots.Interventions(probe);
/// </code></example>
public sealed class InterventionProbe
{
    private InterventionProbe(string detector, ImageCollection images, InterventionProbeOptions options) =>
        (Detector, Images, IsSimulated, Options) = (detector, images.Name, images.IsSimulated, options);

    /// <summary>The detector's name.</summary>
    public string Detector { get; }

    /// <summary>The name of the images.</summary>
    public string Images { get; }

    /// <summary>True for simulated images.</summary>
    public bool IsSimulated { get; }

    /// <summary>The options.</summary>
    public InterventionProbeOptions Options { get; }

    /// <summary>Standard deviation of the unchanged images' logits within a class, both classes pooled.</summary>
    public required double Deviation { get; init; }

    /// <summary>The shifts, one for each intervention, in their order.</summary>
    public required IReadOnlyList<InterventionShift> Shifts { get; init; }

    /// <summary>The interventions that the detector is biased by or not robust against, in a sentence.</summary>
    public string Verdict
    {
        get
        {
            string Named(Func<InterventionShift, bool> which) =>
                Shifts.Where(which).Select(shift => shift.Intervention.ToString()).ToArray() is { Length: > 0 } names
                    ? string.Join(", ", names) : "none found";
            return $"{Detector} on {Images}{(IsSimulated ? " (simulated)" : "")}: bias of transformation: {Named(shift => shift.IsBias)}; "
                + $"lack of robustness: {Named(shift => shift.IsLackOfRobustness)}";
        }
    }

    /// <summary>How the values were computed, for a footnote.</summary>
    internal string Explanation =>
        "Shift: mean change of the logit, above 0 towards synthetic; intervals: 95 %, "
        + FormattableString.Invariant($"{Options.Resamples} bootstrap resamples by group, not corrected for {Shifts.Count} interventions. ")
        + FormattableString.Invariant($"A shift counts from {Options.MinShift:0.##} standard deviations of the logits within a class ")
        + FormattableString.Invariant($"({Options.MinShift * Deviation:0.00} of the logit).");

    /// <summary>Probes a detector.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="images">Test images of both classes.</param>
    /// <param name="interventions">The transformations; null for <see cref="Intervention.Probes"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Progress after each intervention; null for none.</param>
    /// <param name="cancellation">Cancels; the logits of finished interventions stay cached.</param>
    /// <exception cref="ArgumentException">A class is absent, or a logit is not finite.</exception>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static InterventionProbe Of(
        LogitScorer detector, ImageCollection images, IReadOnlyList<Intervention>? interventions = null,
        InterventionProbeOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(images);
        (interventions, options) = (interventions ?? Intervention.Probes, options ?? new());
        bool[] positives = [.. images.Select(record => record.IsPositive)];
        if (positives.Distinct().Count() != 2)
        {
            throw new ArgumentException($"A probe compares real and synthetic images; '{images.Name}' has one class.", nameof(images));
        }
        var groups = new ResamplingGroups([.. images], positives, stratified: true);
        var (watch, shifts) = (Stopwatch.StartNew(), new List<InterventionShift>());
        var before = detector.Logits(images, null, cancellation);
        var deviation = WithinClasses(before, positives);
        foreach (var intervention in interventions)
        {
            var after = detector.Logits(images, intervention, cancellation);
            double[] changes = [.. after.Zip(before, (changed, unchanged) => changed - unchanged)];
            shifts.Add(Shift(intervention, changes, positives, groups, options, options.MinShift * deviation, cancellation));
            progress?.Report(new("probe", shifts.Count, interventions.Count, watch.Elapsed, "interventions", intervention.ToString()));
        }
        return new(detector.Name, images, options) { Deviation = deviation, Shifts = shifts };
    }

    /// <summary>The verdict and every shift, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Intervention probe of {Verdict}\n\n");
        TextTable.Append(
            text,
            [["intervention", "real", "synthetic", "separation", "finding"], .. Shifts.Select(shift => new[]
            {
                shift.Intervention.ToString(), shift.Real.ToString(), shift.Synthetic.ToString(), shift.Separation.ToString(), shift.Kind,
            })],
            left: [0, 4]);
        return text.Append(CultureInfo.InvariantCulture, $"\n{Explanation}").ToString();
    }

    private static InterventionShift Shift(
        Intervention intervention, double[] changes, bool[] positives, ResamplingGroups groups, InterventionProbeOptions options,
        double minShift, CancellationToken cancellation)
    {
        double Mean(int[] times, bool positive)
        {
            var (sum, count) = (0.0, 0L);
            for (var item = 0; item < changes.Length; item++)
            {
                if (positives[item] == positive)
                {
                    (sum, count) = (sum + times[item] * changes[item], count + times[item]);
                }
            }
            return count == 0 ? double.NaN : sum / count;
        }
        Func<int[], double>[] means = [t => Mean(t, false), t => Mean(t, true), t => Mean(t, true) - Mean(t, false)];
        var bootstrap = new BootstrapOptions { Resamples = options.Resamples, Seed = options.Seed };
        int[] once = [.. Enumerable.Repeat(1, changes.Length)];
        var intervals = Bootstrap.Values(groups.Draw, means, bootstrap, progress: null, cancellation)
            .Select(values => Bootstrap.ToInterval(values, bootstrap.Level));
        MeanShift[] shifts = [.. means.Zip(intervals, (mean, interval) => new MeanShift(mean(once), interval.Lower, interval.Upper))];
        return new(intervention, shifts[0], shifts[1], shifts[2], minShift);
    }

    private static double WithinClasses(double[] logits, bool[] positives)
    {
        double Variance(bool positive)
        {
            double[] ofClass = [.. logits.Where((_, item) => positives[item] == positive)];
            var mean = ofClass.Average();
            return ofClass.Average(value => (value - mean) * (value - mean));
        }
        return Math.Sqrt((Variance(false) + Variance(true)) / 2);
    }
}
