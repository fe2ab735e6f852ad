using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>Predicted masks beside their images: what was edited, what the localizer predicts, and where it is wrong.</summary>
/// <example>
/// <code>
/// var localizer = new UNet(UNetOptions.Small);
/// var images = new LocalizationDataset(Corpus.Localization().Take(2), Transform.Evaluation(64));
/// var grid = MaskPlots.Grid([.. Predictor.FullSizeMasks(localizer, images)], Threshold.Fixed(0.5));
/// </code>
/// </example>
public static partial class MaskPlots
{
    private const string Panel = "width:100%;display:block;image-rendering:auto";

    /// <summary>Images with their true edited regions in colour; nothing is predicted.</summary>
    /// <param name="records">Edited images with masks, and authentic images.</param>
    /// <param name="columns">The most images in a row.</param>
    /// <param name="options">How the grey levels of mask files are read; null for white = edited.</param>
    /// <exception cref="ImageFileException">An image or a mask cannot be read; the message names both.</exception>
    public static MaskGrid Truth(IReadOnlyList<ImageRecord> records, int columns = 4, MaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        var masks = records.Select(record => (record, ImageCodec.Read(record.Path)))
            .Select(pair => MaskReading.Read(pair.record, pair.Item2.Width, pair.Item2.Height, options)).ToArray();
        var pictures = records.Zip(masks, (record, mask) => new MaskRendering(new(record, new float[mask.Pixels.Length], mask)).Truth());
        var captions = records.Zip(masks, (record, mask) => $"{Kind(record)}: {PlotText.Percent(mask.Coverage)} edited");
        var edited = masks.Where(mask => mask.Coverage > 0).Select(mask => mask.Coverage).DefaultIfEmpty().ToArray();
        return new(
            $"The true masks mark between {PlotText.Percent(edited.Min())} and {PlotText.Percent(edited.Max())} of the edited images shown",
            ImageGrid.Of(pictures, captions, columns).ToHtml(), withLegend: false);
    }

    /// <summary>One image in four panels: the image, its true mask, the scores, and the errors at a threshold.</summary>
    /// <param name="mask">The mask predicted for the whole image.</param>
    /// <param name="threshold">The lowest score that is predicted edited.</param>
    public static MaskGrid Overlay(PredictedMask mask, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Grid([mask], threshold);
    }

    /// <summary>Several images, one row each: the image, its true mask, the scores, and the errors at a threshold.</summary>
    /// <param name="masks">Masks predicted for whole images; at least one.</param>
    /// <param name="threshold">The lowest score that is predicted edited.</param>
    /// <exception cref="ArgumentException">There are no masks, or one covers only a part of its image.</exception>
    public static MaskGrid Grid(IReadOnlyList<PredictedMask> masks, Threshold threshold)
    {
        var counts = Counted(masks, threshold);
        return new(Title(masks, counts, threshold), Rows(masks, threshold));
    }

    private static string Rows(IEnumerable<PredictedMask> masks, Threshold threshold) => string.Concat(masks.Select(mask =>
        Row(new MaskRendering(mask), threshold.Value, Describe(mask, mask.CountsAt(threshold.Value), threshold))));

    private static string Row(MaskRendering drawn, double threshold, string description) =>
        "<div style=\"display:grid;grid-template-columns:repeat(auto-fit,minmax(8em,1fr));gap:0.5em;max-width:64em\">" +
        Cell(ImageElement.View(drawn.Image), "image") +
        Cell(ImageElement.View(drawn.Truth()), "true mask") +
        Cell(ImageElement.View(drawn.Scores()), "scores: white = edited") +
        Cell(ImageElement.View(drawn.Errors(threshold)), $"prediction at {PlotText.Short(threshold)}") +
        $"</div><p style=\"margin:0.2em 0 1em;font-size:0.9em\">{PlotText.Html(description)}</p>";

    private static string Cell(string source, string caption) =>
        $"<figure style=\"margin:0\">{ImageElement.Html(source, caption, Panel)}" +
        $"<figcaption style=\"font-size:0.85em\">{PlotText.Html(caption)}</figcaption></figure>";

    private static ConfusionCounts[] Counted(IReadOnlyList<PredictedMask> masks, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(threshold);
        return masks.Count > 0
            ? [.. masks.Select(mask => mask.CountsAt(threshold.Value))]
            : throw new ArgumentException("A grid of masks needs at least one mask.", nameof(masks));
    }

    private static string Title(IReadOnlyList<PredictedMask> masks, ConfusionCounts[] counts, Threshold threshold)
    {
        var all = counts.Aggregate(ConfusionCounts.Add);
        var shown = masks.Count == 1 ? "this image" : $"these {masks.Count} images";
        if (all.Positives == 0)
        {
            return $"Masks at threshold {PlotText.Short(threshold.Value)}: nothing was edited in {shown}; " +
                $"{PlotText.Percent(all.FalsePositiveRate)} of the pixels are false alarms";
        }
        return $"Masks at threshold {PlotText.Short(threshold.Value)}: in {shown}, {PlotText.Percent(all.Recall)} of the edited " +
            $"and {PlotText.Percent(all.FalsePositiveRate)} of the authentic pixels are predicted edited";
    }

    private static string Describe(PredictedMask mask, ConfusionCounts counts, Threshold threshold)
    {
        var values = counts.Positives == 0 ? ""
            : $"; F1 {PlotText.Number(counts.F1)}, recall {PlotText.Percent(counts.Recall)}, "
                + $"precision {PlotText.Percent(counts.Precision)}";
        return $"{Kind(mask.Record)}: {MaskFault.Of(mask, threshold).Text}{values}";
    }

    /// <summary>The source of an image, the method and the kind of its edit.</summary>
    internal static string Kind(ImageRecord record) => string.Join(", ", new[]
    {
        record.Source,
        record.Method,
        KindName(record.EditKind),
    }.OfType<string>());

    /// <summary>The kind of an edit in words; null where unknown.</summary>
    internal static string? KindName(EditKind kind) => kind == EditKind.Unknown ? null : kind.Name();
}
