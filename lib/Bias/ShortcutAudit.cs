using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// What a model could learn from a collection <em>without looking at content</em>: which properties of files and pixels separate its
/// classes, and which images of different originals look the same. It keeps three kinds apart: the file (container), what happened to the
/// pixels before (history), and what may be a generator's trace or a bias in the choice of images (signal or shortcut).
/// </summary>
public sealed class ShortcutAudit
{
    private ShortcutAudit(ImageCollection collection, ShortcutAuditOptions options) =>
        (Name, IsSimulated, Classes, Real, Options) =
            (collection.Name, collection.IsSimulated, collection.ClassNames, collection.Count(record => !record.IsPositive), options);

    /// <summary>The name of the collection.</summary>
    public string Name { get; }

    /// <summary>True for the embedded corpus.</summary>
    public bool IsSimulated { get; }

    /// <summary>Number of real images; of authentic ones in a collection for localization.</summary>
    public int Real { get; }

    /// <summary>Number of synthetic images; of edited ones in a collection for localization.</summary>
    public int Synthetic { get; private init; }

    /// <summary>The options of the audit.</summary>
    public ShortcutAuditOptions Options { get; }

    /// <summary>Each single feature: container features first, then those of history, then the others.</summary>
    public required IReadOnlyList<FeatureAudit> Features { get; init; }

    /// <summary>All container features combined.</summary>
    public required CombinedAudit Container { get; init; }

    /// <summary>All history features combined.</summary>
    public required CombinedAudit History { get; init; }

    /// <summary>
    /// All history features combined once both classes went through the same chain, see <see cref="Remedy.AlignHistory"/>; null where the
    /// history does not reveal the class, or the aligned images are too small to measure.
    /// </summary>
    public CombinedAudit? HistoryAligned { get; private init; }

    /// <summary>All features combined.</summary>
    public required CombinedAudit AllFeatures { get; init; }

    /// <summary>Images of different originals that look the same, sorted by distance.</summary>
    public required IReadOnlyList<NearDuplicate> Duplicates { get; init; }

    /// <summary>True where the container reveals the class: one of its features is a shortcut, or all combined are.</summary>
    public bool HasContainerShortcut =>
        Features.Any(feature => feature.Verdict == FeatureVerdict.Shortcut)
        || Reveals(Container, Options);

    /// <summary>True where the history reveals the class: one of its features does, or all combined do.</summary>
    public bool HasHistoryShortcut =>
        Features.Any(feature => feature.Verdict == FeatureVerdict.History) || Reveals(History, Options);

    /// <summary>The verdict in a sentence.</summary>
    public string Verdict => ShortcutAuditText.Verdict(this);

    /// <summary>The names of the classes.</summary>
    internal (string Negative, string Positive) Classes { get; }

    /// <summary>The combined features, as shown below the single ones.</summary>
    internal IReadOnlyList<CombinedAudit> Combined =>
        [.. new[] { Container, History, HistoryAligned, AllFeatures }.OfType<CombinedAudit>()];

    /// <summary>How the values were computed, for a footnote.</summary>
    internal string Explanation => ShortcutAuditText.Explanation(this);

    /// <summary>A feature by name, for example <c>audit["JPEG quality"]</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such feature; the message lists the features.</exception>
    public FeatureAudit this[string name] => Features.FirstOrDefault(feature => feature.Feature.Name == name)
        ?? throw new KeyNotFoundException(
            $"There is no feature '{name}'; the features are {string.Join(", ", Features.Select(feature => feature.Feature.Name))}.");

    /// <summary>Audits a collection.</summary>
    /// <param name="collection">
    /// Images of both classes; each is decoded once, and once more for <see cref="HistoryAligned"/> where the history reveals the class.
    /// </param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ArgumentException">A class is absent.</exception>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static ShortcutAudit Of(
        ImageCollection collection, ShortcutAuditOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        options ??= new();
        RefuseOneClass(collection);
        var images = ImageMeasurements.Of(collection, options.Threads, progress, cancellation);
        return Of(collection, images, options, progress, cancellation);
    }

    /// <summary>Audits a collection whose images are measured.</summary>
    internal static ShortcutAudit Of(
        ImageCollection collection, IReadOnlyList<ImageMeasurements> images, ShortcutAuditOptions options,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var comparison = new ClassComparison(images, options, cancellation);
        FeatureAudit[] features = [.. ImageFeature.All.Select(comparison.Of)];
        var history = comparison.Of("history", OfKind(FeatureKind.History));
        var flagged = features.Any(feature => feature.Verdict == FeatureVerdict.History) || Reveals(history, options);
        return new(collection, options)
        {
            Synthetic = collection.Count(record => record.IsPositive),
            Features = features,
            Container = comparison.Of("container", OfKind(FeatureKind.Container)),
            History = history,
            HistoryAligned = flagged ? Aligned(images, comparison.Alignment, options, progress, cancellation) : null,
            AllFeatures = comparison.Of("all features", ImageFeature.All),
            Duplicates = NearDuplicates.Of(images, options.DuplicateDistance, cancellation),
        };
    }

    /// <summary>
    /// The pipeline preceded by the remedies of all container shortcuts; where the history reveals the class, by its alignment, which makes
    /// sizes and compression alike too.
    /// </summary>
    /// <param name="pipeline">Any pipeline; apply it to those of training, validation and test.</param>
    public TransformPipeline Repair(TransformPipeline pipeline) =>
        Remedies().Aggregate(pipeline, (repaired, remedy) => remedy.ApplyTo(repaired));

    /// <summary>The images that the remedies of all container and history shortcuts keep.</summary>
    /// <param name="collection">The audited collection or a subset of it.</param>
    public ImageCollection Repair(ImageCollection collection) =>
        Remedies().Aggregate(collection, (repaired, remedy) => remedy.ApplyTo(repaired));

    /// <summary>The verdict and every feature, as text.</summary>
    public override string ToString() => ShortcutAuditText.Write(this);

    private static void RefuseOneClass(ImageCollection collection)
    {
        var synthetic = collection.Count(record => record.IsPositive);
        if (synthetic == 0 || synthetic == collection.Count)
        {
            throw new ArgumentException(
                $"'{collection.Name}' has {collection.Count - synthetic} {collection.ClassNames.Negative} and {synthetic} " +
                $"{collection.ClassNames.Positive} images; an audit compares the two classes.",
                nameof(collection));
        }
    }

    private static IEnumerable<ImageFeature> OfKind(FeatureKind kind) => ImageFeature.All.Where(feature => feature.Kind == kind);

    private static bool Reveals(CombinedAudit combined, ShortcutAuditOptions options) =>
        combined.Auc >= options.MinAuc && combined.Interval.Lower > 0.5;

    private static CombinedAudit? Aligned(
        IReadOnlyList<ImageMeasurements> images, Remedy alignment, ShortcutAuditOptions options, IProgress<WorkProgress>? progress,
        CancellationToken cancellation)
    {
        var aligned = ImageMeasurements.After(alignment, images, options.Threads, progress, cancellation);
        return aligned.All(image => double.IsNaN(image.History.Resampling))
            ? null
            : new ClassComparison(aligned, options, cancellation).Of("history, aligned", OfKind(FeatureKind.History));
    }

    private IEnumerable<Remedy> Remedies()
    {
        var remedies = Features.Where(feature => feature.Verdict is FeatureVerdict.Shortcut or FeatureVerdict.History)
            .Select(feature => feature.Remedy).OfType<Remedy>().DistinctBy(remedy => remedy.ToString()).ToArray();
        // The alignment crops and compresses too: after it, another crop would only cut, and another compression only coarsen.
        var aligned = remedies.Any(remedy => remedy.Aligns);
        return remedies.Where(remedy => !aligned || remedy.Aligns || !remedy.Transforms);
    }
}
