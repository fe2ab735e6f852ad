namespace Telltale.Data.Layouts;

/// <summary>
/// Text files without a header at the top of a folder that name an image on each line: <c>a.jpg 1</c> or <c>a.jpg real</c> for detection,
/// <c>a.jpg a_mask.png</c>, <c>a.jpg None</c> or <c>a.jpg a_mask.png 1</c> for localization; separated by tabs, commas or spaces. The
/// name of the list is the source; one with a name such as <c>test.txt</c> gives the split.
/// </summary>
/// <param name="task">Detection or localization.</param>
internal sealed class ListFile(ImageTask task) : ILayout
{
    private const char Damaged = '\uFFFD'; // what a decoder puts for bytes that are no text

    private static readonly HashSet<string> Extensions = new([".txt", ".lst", ".list", ".tsv"], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Name => task == ImageTask.Detection ? "list of images and labels" : "list of images and masks";

    /// <inheritdoc/>
    public ImageTask Task => task;

    /// <inheritdoc/>
    public string LooksLike => $"a text file with lines such as {Example}";

    private string Example => task == ImageTask.Detection ? "a.jpg 1" : "a.jpg a_mask.png";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => In(contents.Root).Any();

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents) => In(contents.Root).SelectMany(Read);

    /// <summary>The lists directly in a folder.</summary>
    public IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where(Is);

    /// <summary>True for a text file whose first line names an existing image and a label or mask.</summary>
    public bool Is(string path) =>
        Extensions.Contains(Path.GetExtension(path)) && Path.GetFileName(path) != DeclaredClasses.FileName && PathResolver.CanOpen(path)
        && Lines(path).Take(1).Any(line => Parsed(line.Text) is var (image, _, _) && Entries(path).Has(image));

    /// <summary>The images that a list names.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read.</exception>
    public IEnumerable<LayoutEntry> Read(string list)
    {
        var entries = Entries(list);
        foreach (var (number, text) in Lines(list))
        {
            if (text.AsSpan().ContainsAny('\0', Damaged))
            {
                throw new InvalidDataException(
                    $"{list}, line {number}: '{text.Replace('\0', Damaged)}' contains a damaged character. Save the list as UTF-8.");
            }
            var (image, mask, label) = Parsed(text) ?? throw new InvalidDataException(
                $"{list}, line {number}: '{text}' does not name an image and its {(task == ImageTask.Detection ? "label" : "mask")}. " +
                $"Write, for example, {Example}.");
            yield return task == ImageTask.Detection
                ? entries.Detection($"line {number}", image, label!.Value)
                : entries.Localization($"line {number}", image, mask);
        }
    }

    private static ListEntries Entries(string list)
    {
        var (name, folder) = (Path.GetFileNameWithoutExtension(list), Path.GetFileName(Path.GetDirectoryName(list)!));
        var split = SplitNames.Canonical(name);
        return new(list, split is null ? name : folder, split);
    }

    private static IEnumerable<(int Number, string Text)> Lines(string path) => File.ReadLines(path).Index()
        .Select(line => (line.Index + 1, line.Item.Trim('\uFEFF', ' ', '\t', '\r')))
        .Where(line => line.Item2.Length > 0 && !line.Item2.StartsWith('#'));

    private (string Image, string? Mask, ImageLabel? Label)? Parsed(string line)
    {
        var fields = Fields(line);
        if (task == ImageTask.Detection)
        {
            return fields.Length >= 2 && LabelOf(fields[^1]) is { } label ? (string.Join(' ', fields[..^1]), null, label) : null;
        }
        return fields switch
        {
            [var image, var mask] when LabelOf(mask) is null => (image, MaskOf(mask), null),
            [var image, var mask, "0" or "1"] => (image, MaskOf(mask), null),
            _ => null,
        };
    }

    private static string[] Fields(string line)
    {
        var separator = line.Contains('\t', StringComparison.Ordinal) ? '\t' : line.Contains(',', StringComparison.Ordinal) ? ',' : ' ';
        return line.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string? MaskOf(string mask) =>
        mask.ToLowerInvariant() is "none" or "negative" or "null" or "-" ? null : mask;

    private static ImageLabel? LabelOf(string text) => text.ToLowerInvariant() switch
    {
        "0" or "real" => ImageLabel.Real,
        "1" or "fake" or "synthetic" => ImageLabel.Synthetic,
        _ => null,
    };
}
