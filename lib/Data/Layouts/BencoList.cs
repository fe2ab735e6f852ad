using System.Text.Json;

namespace Telltale.Data.Layouts;

/// <summary>
/// The JSON lists of IMDL-BenCo (Ma et al., NeurIPS 2024): <c>[["Tp/6.jpg", "Gt/6.jpg"], ["Au/8.jpg", "Negative"]]</c>, any number of
/// files at the top of the folder. The name of the list is the source; one with a name such as <c>test.json</c> gives the split.
/// </summary>
internal sealed class BencoList : ILayout
{
    private const string Negative = "Negative";

    // A longer file is no list of images.
    private const long Longest = 256L << 20;

    /// <inheritdoc/>
    public string Name => "IMDL-BenCo list";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public string LooksLike => """a JSON file with pairs such as ["Tp/6.jpg", "Gt/6.jpg"]""";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => In(contents.Root).Any();

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents) => In(contents.Root).SelectMany(Read);

    /// <summary>The lists directly in a folder.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Where(path => Pairs(path) is { Count: > 0 });

    /// <summary>True for a JSON file with pairs of names.</summary>
    public static bool Is(string path) =>
        Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(path) && Pairs(path) is { Count: > 0 };

    /// <summary>The images that a list names.</summary>
    public static IEnumerable<LayoutEntry> Read(string list)
    {
        var (folder, name) = (Path.GetDirectoryName(list)!, Path.GetFileNameWithoutExtension(list));
        var split = SplitNames.Canonical(name);
        var entries = new ListEntries(list, split is null ? name : Path.GetFileName(folder), split);
        foreach (var (index, (image, mask)) in Pairs(list)!.Index())
        {
            yield return entries.Localization($"pair {index + 1}", image, mask == Negative ? null : mask);
        }
    }

    private static IReadOnlyList<(string Image, string Mask)>? Pairs(string path)
    {
        if (!PathResolver.CanOpen(path) || new FileInfo(path).Length > Longest)
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().All(IsPair)
                ? [.. document.RootElement.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsPair(JsonElement pair) =>
        pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
        && pair.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String);
}
