using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Measures how well features separate the classes of a collection.</summary>
internal sealed class ClassComparison(
    IReadOnlyList<ImageMeasurements> images, ShortcutAuditOptions options, CancellationToken cancellation)
{
    // Colour photographs lie below, grey ones above, at any compression.
    private const double GreyImage = 0.95;
    private const int DefaultQuality = 90;
    // Coarser than most cameras and web sites, so that their traces drown (docs/measured.md).
    private const int AlignedQuality = 75;

    private readonly FeatureTable table = new(images);

    /// <summary>A single feature, over the images that have it.</summary>
    public FeatureAudit Of(ImageFeature feature)
    {
        var having = table.Having(feature);
        var (real, synthetic) = (table.Typical(feature, positive: false), table.Typical(feature, positive: true));
        if (real == "none" || synthetic == "none")
        {
            return new(feature, FeatureVerdict.NotComparable, double.NaN, new(double.NaN, double.NaN, 0, 0), real, synthetic, null);
        }
        var folds = new CrossValidation([.. having.Select(image => images[image].Record)], options.Seed);
        var scored = folds.ByBin(feature.Name, [.. having.Select(image => table.Bin(feature, image))], table.BinCount(feature));
        var (auc, interval) = Auc(scored, 1 - options.FamilyWiseErrorRate / ImageFeature.All.Count);
        var verdict = Judge(feature, auc, interval);
        return new(feature, verdict, auc, interval, real, synthetic,
            verdict is FeatureVerdict.Shortcut or FeatureVerdict.History or FeatureVerdict.SignalOrShortcut ? RemedyOf(feature) : null);
    }

    /// <summary>Several features combined, over all images; a missing feature is a value of its own.</summary>
    public CombinedAudit Of(string name, IEnumerable<ImageFeature> features)
    {
        if (table.OneHot(features) is not { } columns)
        {
            return new(name, 0.5, new(0.5, 0.5, 0, 0)); // constant over all images
        }
        var scored = new CrossValidation([.. images.Select(image => image.Record)], options.Seed).ByRegression(name, columns);
        var (auc, interval) = Auc(scored, level: 0.95);
        return new(name, auc, interval);
    }

    private (double, Interval) Auc(Predictions scored, double level)
    {
        static double Of(ThresholdSweep sweep) => RocCurve.Of(sweep).AreaUnderCurve;
        var bootstrap = new BootstrapOptions
            { Resamples = options.Resamples, Seed = options.Seed, Level = level, Threads = options.Threads };
        return (Of(ThresholdSweep.Of(scored)), Bootstrap.Percentile(scored, [Of], bootstrap, cancellation: cancellation)[0]);
    }

    private FeatureVerdict Judge(ImageFeature feature, double auc, Interval interval) =>
        !(interval.Lower > 0.5) ? FeatureVerdict.NothingFound
        : auc < options.MinAuc ? FeatureVerdict.Small
        : feature.Kind switch
        {
            FeatureKind.Container => FeatureVerdict.Shortcut,
            FeatureKind.History => FeatureVerdict.History,
            _ => FeatureVerdict.SignalOrShortcut,
        };

    /// <summary>Puts all images through the same chain.</summary>
    public Remedy Alignment => Remedy.AlignHistory(SmallestSide, AlignedQuality);

    private int SmallestSide => images.Min(image => Math.Min(image.Header.Width, image.Header.Height));

    // Of a file that is no JPEG, the quality that its pixels remember.
    private int LowestQuality => (int)images.Min(image => image.Header.JpegQuality
        ?? (image.History.PixelQuality < PixelHistory.NoQuality ? image.History.PixelQuality : DefaultQuality));

    private Remedy RemedyOf(ImageFeature feature) => feature.Name switch
    {
        // Blocks at the image's corner are those of the next compression, which replaces them.
        "format" or "JPEG quality" or "chroma subsampling" or "JPEG quality in pixels" => Remedy.ReencodeAlike(LowestQuality),
        _ when feature.Kind == FeatureKind.History => Alignment,
        "width" or "height" or "aspect" => Remedy.CropAlike(SmallestSide),
        "grey share" => Remedy.Drop("grey images", KnownBy(image => images[image].Pixels.GreyShare > GreyImage)),
        _ => Remedy.Balance(feature.Name, KnownBy(image => table.Bin(feature, image)), options.Seed),
    };

    /// <summary>Looks up a property of an audited image by its record; throws for other images.</summary>
    private Func<ImageRecord, T> KnownBy<T>(Func<int, T> of)
    {
        var byPath = images.Index().DistinctBy(image => image.Item.Record.Path)
            .ToDictionary(image => image.Item.Record.Path, image => of(image.Index), StringComparer.Ordinal);
        return record => byPath.TryGetValue(record.Path, out var known)
            ? known
            : throw new ArgumentException(
                $"{record.Path} was not audited, so this remedy cannot be applied to it. Audit the collection that contains it.");
    }
}
