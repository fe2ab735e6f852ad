using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// What a model could learn from a collection <em>without looking at content</em>: which properties of file and pixels tell its classes
/// apart, and which images look the same although they count as different.
/// </summary>
public sealed class ShortcutAudit
{
    private ShortcutAudit(ImageCollection collection, ShortcutAuditOptions options) =>
        (Name, IsSimulated, Real, Options) = (collection.Name, collection.IsSimulated, collection.Count(record => !record.IsPositive), options);

    /// <summary>The name of the collection.</summary>
    public string Name { get; }

    /// <summary>True for the embedded corpus.</summary>
    public bool IsSimulated { get; }

    /// <summary>Number of real images.</summary>
    public int Real { get; }

    /// <summary>Number of synthetic images.</summary>
    public int Synthetic { get; private init; }

    /// <summary>How the audit was done.</summary>
    public ShortcutAuditOptions Options { get; }

    /// <summary>Each feature alone, those of the container first.</summary>
    public required IReadOnlyList<FeatureAudit> Features { get; init; }

    /// <summary>All features of the container together.</summary>
    public required CombinedAudit Container { get; init; }

    /// <summary>All features together.</summary>
    public required CombinedAudit Together { get; init; }

    /// <summary>Images of different originals that look the same, the closest first.</summary>
    public required IReadOnlyList<NearDuplicate> Duplicates { get; init; }

    /// <summary>True where the container alone gives the class away: one of its features is a shortcut, or all together are.</summary>
    public bool HasContainerShortcut =>
        Features.Any(feature => feature.Verdict == FeatureVerdict.Shortcut) || (Container.Area >= Options.LeastArea && Container.Interval.Lower > 0.5);

    /// <summary>The verdict in a sentence.</summary>
    public string Verdict => ShortcutAuditText.Verdict(this);

    /// <summary>What the figures are, for a footnote.</summary>
    public string Explanation => ShortcutAuditText.Explanation(this);

    /// <summary>A feature by its name, for example <c>audit["JPEG quality"]</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such feature; the message lists those there are.</exception>
    public FeatureAudit this[string name] => Features.FirstOrDefault(feature => feature.Feature.Name == name)
        ?? throw new KeyNotFoundException($"There is no feature '{name}'; there are {string.Join(", ", Features.Select(feature => feature.Feature.Name))}.");

    /// <summary>Audits a collection.</summary>
    /// <param name="collection">Images of both classes; each is decoded once.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each image; null for silence.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="ArgumentException">A class is absent.</exception>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static ShortcutAudit Of(
        ImageCollection collection, ShortcutAuditOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        options ??= new();
        var synthetic = collection.Count(record => record.IsPositive);
        if (synthetic == 0 || synthetic == collection.Count)
        {
            throw new ArgumentException(
                $"'{collection.Name}' holds {collection.Count - synthetic} real and {synthetic} synthetic images: an audit compares the two classes.", nameof(collection));
        }
        var images = ImageMeasurements.Of(collection, options.Threads, progress, cancellation);
        var comparison = new ClassComparison(images, options, cancellation);
        return new(collection, options)
        {
            Synthetic = synthetic,
            Features = [.. ImageFeature.All.Select(comparison.Of)],
            Container = comparison.Of("container", ImageFeature.All.Where(feature => feature.Kind == FeatureKind.Container)),
            Together = comparison.Of("all features", ImageFeature.All),
            Duplicates = NearDuplicates.Of(images, options.DuplicateDistance, cancellation),
        };
    }

    /// <summary>The pipeline with the remedies of all container shortcuts in front.</summary>
    /// <param name="pipeline">Any pipeline; repair those of training, validation and test alike.</param>
    public TransformPipeline Repair(TransformPipeline pipeline) => Remedies().Aggregate(pipeline, (repaired, remedy) => remedy.ApplyTo(repaired));

    /// <summary>The images that the remedies of all container shortcuts keep.</summary>
    /// <param name="collection">The audited collection or a part of it.</param>
    public ImageCollection Repair(ImageCollection collection) => Remedies().Aggregate(collection, (repaired, remedy) => remedy.ApplyTo(repaired));

    /// <summary>The verdict and every feature, as text.</summary>
    public override string ToString() => ShortcutAuditText.Write(this);

    private IEnumerable<Remedy> Remedies() => Features.Where(feature => feature.Verdict == FeatureVerdict.Shortcut)
        .Select(feature => feature.Remedy).OfType<Remedy>().DistinctBy(remedy => remedy.ToString());
}
