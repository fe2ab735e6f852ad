using System.Globalization;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>
/// A grid of images with captions, displayed when it is the last expression of a cell. On a narrow page it has fewer columns.
/// </summary>
public sealed class ImageGrid
{
    private const string FittedImage = "width:100%;aspect-ratio:1;object-fit:contain;display:block";

    private readonly IReadOnlyList<(string Source, string Caption, string Style)> cells;
    private readonly string columns;
    private string note = "";

    private ImageGrid(IEnumerable<(string Source, string Caption, string Style)> cells, string columns) =>
        (this.cells, this.columns) = ([.. cells], columns);

    /// <summary>Images from files, shown as WebP copies of quality 80 and at most 512 pixels a side.</summary>
    /// <param name="records">The images.</param>
    /// <param name="columns">The most images in a row.</param>
    /// <param name="caption">The caption of an image; null for its label and source.</param>
    /// <exception cref="ImageFileException">A file is missing or not an image; the message names it.</exception>
    public static ImageGrid Of(IEnumerable<ImageRecord> records, int columns = 6, Func<ImageRecord, string>? caption = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var cells = records.Select(record => (ImageElement.View(record.Path), (caption ?? Describe)(record), FittedImage));
        return new(cells, Columns(columns));
    }

    /// <summary>
    /// Images from memory: encoded without loss where they are magnified, otherwise, above 64 × 64 pixels, as WebP of quality 80.
    /// </summary>
    /// <param name="images">The images.</param>
    /// <param name="captions">One for each image.</param>
    /// <param name="columns">The most images in a row, if they are fitted to the page.</param>
    /// <param name="magnification">Side of the square that shows one pixel, with sharp edges; null fits the images to the page.</param>
    /// <exception cref="ArgumentException">The numbers of images and captions differ.</exception>
    public static ImageGrid Of(IEnumerable<RgbImage> images, IEnumerable<string> captions, int columns = 6, int? magnification = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(magnification ?? 1, 1, nameof(magnification));
        var (shown, texts) = (images.ToArray(), captions.ToArray());
        if (shown.Length != texts.Length)
        {
            throw new ArgumentException(
                $"Every image needs one caption: got {shown.Length.Counted("image")} and {texts.Length.Counted("caption")}.",
                nameof(captions));
        }
        var cells = shown.Zip(texts, (image, text) => magnification is { } factor
            ? (ImageElement.Source(image), text, Magnified(image, factor)) : (ImageElement.View(image), text, FittedImage));
        return new(cells, magnification is null ? Columns(columns) : $"repeat({columns},max-content)");
    }

    /// <summary>The same grid with an HTML fragment below it, such as a scale.</summary>
    internal ImageGrid WithNote(string html) => new(cells, columns) { note = html };

    /// <summary>The grid as HTML.</summary>
    public string ToHtml() =>
        $"<div class=\"telltale-images\" style=\"display:grid;gap:0.75em;grid-template-columns:{columns};overflow-x:auto\">" +
        string.Concat(cells.Select(cell =>
            $"<figure style=\"margin:0\">{ImageElement.Html(cell.Source, cell.Caption, cell.Style)}" +
            $"<figcaption style=\"font-size:0.85em;overflow-wrap:anywhere\">{PlotText.Html(cell.Caption)}</figcaption></figure>")) +
        "</div>" + note;

    /// <summary>The captions.</summary>
    public override string ToString() => $"{cells.Count.Counted("image")}: {string.Join("; ", cells.Select(cell => cell.Caption))}";

    // Each column keeps at least 6.5 em, the width of a caption's words, so a phone shows fewer columns.
    private static string Columns(int columns) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"repeat(auto-fill,minmax(max(6.5em,calc((100% - {columns - 1} * 0.75em) / {columns})),1fr))");

    private static string Magnified(RgbImage image, int factor) => string.Create(
        CultureInfo.InvariantCulture,
        $"width:{image.Width * factor}px;height:{image.Height * factor}px;image-rendering:pixelated;display:block");

    private static string Describe(ImageRecord record) =>
        $"{record.Label.ToString().ToLowerInvariant()}: {record.Source}" + (record.Width > 0 ? $", {record.Width} × {record.Height}" : "");
}
