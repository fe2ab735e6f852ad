using System.Diagnostics;
using System.Text;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>The metrics of one detector, over its seeds, on test images that were all degraded alike.</summary>
/// <param name="Detector">The detector's name.</param>
/// <param name="Intervention">The degradation; null for the unchanged images.</param>
/// <param name="RocAuc">ROC AUC over the seeds.</param>
/// <param name="BalancedAccuracy">Balanced accuracy at logit 0 (probability 0.5), over the seeds.</param>
public sealed record RobustnessPoint(string Detector, Intervention? Intervention, Spread RocAuc, Spread BalancedAccuracy);

/// <summary>
/// Robustness curves: metrics against the strength of a degradation (JPEG, WebP, scale, blur, noise) of all test images, for one or several
/// detectors, each over its seeds.
/// </summary>
/// <example><code>
/// var test = DetectionFolder.Read("/data/test");
/// var detectors = new[] { LogitScorer.Of("baseline", model, Transform.Evaluation(224), seed: 17) };
/// var curves = RobustnessCurves.Of(detectors, test);
/// var chart = ProtocolPlots.Robustness(curves, InterventionKind.Jpeg);
/// </code></example>
public sealed class RobustnessCurves
{
    private RobustnessCurves(ImageCollection images, IReadOnlyList<RobustnessPoint> points) =>
        (Images, IsSimulated, Points) = (images.Name, images.IsSimulated, points);

    /// <summary>The name of the images.</summary>
    public string Images { get; }

    /// <summary>True for simulated images.</summary>
    public bool IsSimulated { get; }

    /// <summary>For each detector, the unchanged images, then the interventions in their order.</summary>
    public IReadOnlyList<RobustnessPoint> Points { get; }

    /// <summary>The detectors, in their order.</summary>
    public IReadOnlyList<string> Detectors => [.. Points.Select(point => point.Detector).Distinct()];

    /// <summary>The largest loss of AUC of each detector, in a sentence.</summary>
    public string Verdict => $"Largest loss of ROC AUC to a degradation{Seeds}: " + string.Join("; ", Detectors.Select(detector =>
    {
        var points = Points.Where(point => point.Detector == detector).ToArray();
        var worst = points.MinBy(point => point.RocAuc.Mean)!;
        return worst.Intervention is null
            ? $"{detector}, none"
            : $"{detector}, from {TextTable.Value(points[0].RocAuc.Mean)} to {TextTable.Value(worst.RocAuc.Mean)} at {worst.Intervention}";
    })) + ".";

    private string Seeds => Points[0].RocAuc.Runs is var runs and > 1 ? $", means over {runs} seeds" : "";

    /// <summary>Scores all images at all levels.</summary>
    /// <param name="detectors">At least one; those of one name are the same detector with several seeds.</param>
    /// <param name="images">Test images of both classes.</param>
    /// <param name="interventions">The degradations; null for <see cref="Intervention.Curves"/>.</param>
    /// <param name="progress">Progress after each detector and level; null for none.</param>
    /// <param name="cancellation">Cancels; the logits of finished levels stay cached.</param>
    /// <exception cref="ArgumentException">There are no detectors, two have one name and seed, or a class is absent.</exception>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static RobustnessCurves Of(
        IReadOnlyList<LogitScorer> detectors, ImageCollection images, IReadOnlyList<Intervention>? interventions = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(detectors);
        ArgumentNullException.ThrowIfNull(images);
        Refuse(detectors, images);
        Intervention?[] levels = [null, .. interventions ?? Intervention.Curves];
        var (watch, done, points) = (Stopwatch.StartNew(), 0, new List<RobustnessPoint>());
        foreach (var seeds in detectors.GroupBy(detector => detector.Name))
        {
            foreach (var level in levels)
            {
                var scored = seeds.Select(detector =>
                {
                    var logits = detector.Logits(images, level, cancellation);
                    progress?.Report(new(
                        "robustness", ++done, detectors.Count * levels.Length, watch.Elapsed, "runs", $"{detector.Name}, {level}"));
                    return new Predictions(images.Name, images, logits);
                }).ToArray();
                points.Add(new(
                    seeds.Key, level, Spread.Of(scored.Select(set => RocCurve.Of(set).AreaUnderCurve)),
                    Spread.Of(scored.Select(set => ConfusionCounts.Of(set, Threshold.Fixed(0)).BalancedAccuracy))));
            }
        }
        return new(images, points);
    }

    /// <summary>The verdict and every point, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Robustness on {Images}{(IsSimulated ? " (simulated)" : "")}: {Verdict}\n\n");
        TextTable.Append(
            text,
            [["detector", "degradation", Metric.RocAuc.Name, Metric.BalancedAccuracy.Name, "seeds"], .. Points.Select(point => new[]
            {
                point.Detector, point.Intervention?.ToString() ?? "unchanged", point.RocAuc.ToString(), point.BalancedAccuracy.ToString(),
                $"{point.RocAuc.Runs}",
            })],
            left: [0, 1]);
        return text.ToString().TrimEnd();
    }

    private static void Refuse(IReadOnlyList<LogitScorer> detectors, ImageCollection images)
    {
        if (detectors.Count == 0)
        {
            throw new ArgumentException("There are no detectors to measure.", nameof(detectors));
        }
        if (detectors.GroupBy(detector => (detector.Name, detector.Seed)).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"Two detectors are named '{twice.Key.Name}' with seed {twice.Key.Seed}; give them other names or seeds.",
                nameof(detectors));
        }
        if (images.Select(record => record.IsPositive).Distinct().Count() != 2)
        {
            throw new ArgumentException($"Curves need real and synthetic images; '{images.Name}' has one class.", nameof(images));
        }
    }
}
