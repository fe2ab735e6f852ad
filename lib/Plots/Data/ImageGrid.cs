using System.Globalization;
using Telltale.Data;

namespace Telltale.Plots;

/// <summary>Images side by side with captions; as the last expression of a cell it shows itself. Fewer columns where the page is narrow.</summary>
public sealed class ImageGrid
{
    private const string FittedImage = "width:100%;aspect-ratio:1;object-fit:contain;display:block";

    private readonly IReadOnlyList<(string Source, string Caption, string Style)> cells;
    private readonly string columns;

    private ImageGrid(IEnumerable<(string Source, string Caption, string Style)> cells, string columns) =>
        (this.cells, this.columns) = ([.. cells], columns);

    /// <summary>Images from files: small files as they are, larger ones as smaller copies.</summary>
    /// <param name="records">The images.</param>
    /// <param name="columns">Images in a row at most.</param>
    /// <param name="caption">What stands under each; null for its label and source.</param>
    /// <exception cref="ImageFileException">A file is missing or no image; the message names it.</exception>
    public static ImageGrid Of(IEnumerable<ImageRecord> records, int columns = 6, Func<ImageRecord, string>? caption = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new(records.Select(record => (ImageElement.Source(record.Path), (caption ?? Describe)(record), FittedImage)), Columns(columns));
    }

    /// <summary>Images from memory, without loss.</summary>
    /// <param name="images">The images.</param>
    /// <param name="captions">One for each image.</param>
    /// <param name="columns">Images in a row at most, where they are fitted to the page.</param>
    /// <param name="magnification">Each pixel as a square of so many, with sharp edges, to look at traces; null to fit images to the page.</param>
    /// <exception cref="ArgumentException">There are not as many captions as images.</exception>
    public static ImageGrid Of(IEnumerable<RgbImage> images, IEnumerable<string> captions, int columns = 6, int? magnification = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(magnification ?? 1, 1, nameof(magnification));
        var (shown, texts) = (images.ToArray(), captions.ToArray());
        if (shown.Length != texts.Length)
        {
            throw new ArgumentException($"Every image needs one caption: there are {shown.Length} images and {texts.Length} captions.", nameof(captions));
        }
        var cells = shown.Zip(texts, (image, text) =>
            (ImageElement.Source(image), text, magnification is { } factor ? Magnified(image, factor) : FittedImage));
        return new(cells, magnification is null ? Columns(columns) : $"repeat({columns},max-content)");
    }

    /// <summary>The grid as HTML.</summary>
    public string ToHtml() =>
        $"<div class=\"telltale-images\" style=\"display:grid;gap:0.75em;grid-template-columns:{columns};overflow-x:auto\">" +
        string.Concat(cells.Select(cell =>
            $"<figure style=\"margin:0\">{ImageElement.Html(cell.Source, cell.Caption, cell.Style)}" +
            $"<figcaption style=\"font-size:0.85em;overflow-wrap:anywhere\">{PlotText.Html(cell.Caption)}</figcaption></figure>")) +
        "</div>";

    /// <summary>The captions.</summary>
    public override string ToString() => $"{cells.Count} images: {string.Join("; ", cells.Select(cell => cell.Caption))}";

    // As many as asked for where each keeps 6.5 em, the width of a caption's words; fewer on a phone.
    private static string Columns(int columns) =>
        string.Create(CultureInfo.InvariantCulture, $"repeat(auto-fill,minmax(max(6.5em,calc((100% - {columns - 1} * 0.75em) / {columns})),1fr))");

    private static string Magnified(RgbImage image, int factor) => string.Create(
        CultureInfo.InvariantCulture, $"width:{image.Width * factor}px;height:{image.Height * factor}px;image-rendering:pixelated;display:block");

    private static string Describe(ImageRecord record) =>
        $"{record.Label.ToString().ToLowerInvariant()}: {record.Source}" + (record.Width > 0 ? $", {record.Width} × {record.Height}" : "");
}
