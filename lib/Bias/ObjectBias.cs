using System.Text;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// How much of a localizer's score is "finds objects"? Masks of edits often follow objects, so a localizer can score by marking what looks
/// like one. Here the map that it makes of the unedited original is held against the mask of the edit: where nothing was edited, whatever
/// it scores comes from the content.
/// </summary>
/// <example><code>
/// var mine = new LocalizationDataset(LocalizationFolder.Read("/data/tgif"), Transform.Evaluation(256)); // edits and their originals
/// var masks = new PredictedMasks("mine", Predictor.FullSizeMasks(model, mine));
/// Console.WriteLine(ObjectBias.Of(masks, threshold));
/// </code></example>
public sealed class ObjectBias
{
    private ObjectBias(string name, IReadOnlyList<Pair> pairs, int leftOut, BootstrapOptions bootstrap)
    {
        (Name, Pairs, LeftOut) = (name, pairs.Count, leftOut);
        ImageRecord[] records = [.. pairs.Select(pair => pair.Record)];
        ImageMean Mean(Func<Pair, double> value) => ImageMean.Of(records, [.. pairs.Select(value)], bootstrap);
        (Edited, Original, Everything) = (Mean(pair => pair.Edited), Mean(pair => pair.Original), Mean(pair => pair.Everything));
        OfTheEdit = Mean(pair => pair.Edited - pair.Original);
    }

    /// <summary>The name of the images.</summary>
    public string Name { get; }

    /// <summary>Number of edited images that were compared with their original.</summary>
    public int Pairs { get; }

    /// <summary>Edited images without an authentic original of their size among the masks.</summary>
    public int LeftOut { get; }

    /// <summary>Mean F1 of the edited images' masks.</summary>
    public ImageMean Edited { get; }

    /// <summary>Mean F1 of the originals' masks, measured against the masks of the edits.</summary>
    public ImageMean Original { get; }

    /// <summary>Mean F1 of the constant prediction "everything edited": content alone gives this much without a detector.</summary>
    public ImageMean Everything { get; }

    /// <summary>The difference of the first two, pair by pair.</summary>
    public ImageMean OfTheEdit { get; }

    /// <summary>What the values mean, in a sentence.</summary>
    public string Verdict
    {
        get
        {
            var values = $"F1 is {TextTable.Value(Edited.Mean)} on edited images and {TextTable.Value(Original.Mean)} where the same "
                + $"localizer sees the unedited originals ('everything edited': {TextTable.Value(Everything.Mean)})";
            return OfTheEdit.Interval.Lower switch
            {
                double.NaN => $"{values}; there are too few originals for an interval.",
                > 0 when Original.Interval.Lower > Everything.Mean => $"{values}: the edit adds to the score, but a part of it is content.",
                > 0 => $"{values}: the score comes from the edit; the content alone gives no more than the constant prediction.",
                _ => $"{values}: no part of the score can be shown to come from the edit.",
            };
        }
    }

    /// <summary>The four values with their names, for tables.</summary>
    public IReadOnlyList<(string Name, ImageMean Value)> Rows =>
    [
        ("edited image", Edited), ("unedited original", Original), ("difference: what the edit adds", OfTheEdit),
        ("everything edited", Everything),
    ];

    /// <summary>Pairs the masks of edited images with those of their originals.</summary>
    /// <param name="masks">
    /// Masks of edited images and of the authentic ones they were made from, found by <see cref="ImageRecord.SourceId"/>.
    /// </param>
    /// <param name="threshold">The lowest score of a pixel predicted edited; chosen on other images.</param>
    /// <param name="bootstrap">Options of the intervals, resampled by original; null for the defaults.</param>
    /// <exception cref="ArgumentException">No edited image has its original among the masks.</exception>
    public static ObjectBias Of(PredictedMasks masks, Threshold threshold, BootstrapOptions? bootstrap = null)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(threshold);
        var originals = masks.Where(mask => !mask.Record.IsPositive).ToLookup(mask => mask.Record.SourceId, StringComparer.Ordinal);
        PredictedMask[] edited = [.. masks.Where(mask => mask.Record.IsPositive && mask.Truth.Coverage > 0)];
        Pair[] pairs = [.. edited.Select(mask => PairOf(mask, originals[mask.Record.SourceId], threshold)).OfType<Pair>()];
        return pairs.Length > 0 ? new(masks.Name, pairs, edited.Length - pairs.Length, bootstrap ?? new()) : throw new ArgumentException(
            $"'{masks.Name}' has no edited image with its authentic original of the same size. Add the originals, and let SourceId of both "
            + "name the original.", nameof(masks));
    }

    /// <summary>The verdict and the values, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Object bias, {Name}: "
            + $"{Pairs.Counted("edited image with its original", "edited images with their originals")}, "
            + $"{LeftOut.Invariant("N0")} without. {Verdict}\n\n");
        TextTable.Append(text, [[Metric.F1.Name, "mean", "95 % interval"], .. Rows.Select(row => new[]
        {
            row.Name, TextTable.Value(row.Value.Mean), TextTable.Interval(row.Value.Interval.Lower, row.Value.Interval.Upper),
        })], 0);
        return text.ToString().TrimEnd();
    }

    private static Pair? PairOf(PredictedMask edited, IEnumerable<PredictedMask> originals, Threshold threshold)
    {
        var original = originals.FirstOrDefault(one => (one.Truth.Width, one.Truth.Height) == (edited.Truth.Width, edited.Truth.Height));
        return original is null ? null : new(
            edited.Record, MaskMetrics.Of(edited.CountsAt(threshold.Value)).F1,
            MaskMetrics.Of((original with { Truth = edited.Truth }).CountsAt(threshold.Value)).F1,
            2 * edited.Truth.Coverage / (1 + edited.Truth.Coverage));
    }

    private sealed record Pair(ImageRecord Record, double Edited, double Original, double Everything);
}
