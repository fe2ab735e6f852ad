using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// Folders that the user declares real or synthetic, in code or in a text file <c>classes.txt</c> at the top: a line
/// <c>biggan_256 = synthetic</c> for each folder, named alone or by its path below the top; <c>*</c> stands for any characters. The
/// folder is the source. The first line that fits decides.
/// </summary>
/// <param name="declared">Folders and their labels, from the caller; null for those in the file.</param>
internal sealed class DeclaredClasses(IReadOnlyDictionary<string, ImageLabel>? declared = null) : ILayout
{
    /// <summary>Name of the text file.</summary>
    public const string FileName = "classes.txt";

    private sealed record Rule(string Folder, ImageLabel Label, Regex Pattern);

    /// <inheritdoc/>
    public string Name => "declared folders";

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Detection;

    /// <inheritdoc/>
    public string LooksLike => $"{FileName} with lines such as biggan_256 = synthetic";

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) => declared is not null || PathResolver.CanOpen(Path.Combine(contents.Root, FileName));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A line cannot be read, or names a folder without images.</exception>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        var rules = declared is null
            ? FromFile(Path.Combine(contents.Root, FileName))
            : [.. declared.Select(rule => NewRule(rule.Key, rule.Value))];
        var (entries, unused) = (new List<LayoutEntry>(), new HashSet<Rule>(rules));
        foreach (var image in contents.Images)
        {
            if (Declared(contents, image, rules) is var (folder, rule))
            {
                unused.Remove(rule);
                var (source, split) = contents.SourceAndSplit(folder);
                entries.Add(new ImageRecord(image, rule.Label, source) { Split = split });
            }
        }
        return unused.Count == 0
            ? entries
            : throw new InvalidDataException(
                $"'{contents.Root}' has no images in a folder named '{unused.First().Folder}', which is declared " +
                $"{unused.First().Label.ToString().ToLowerInvariant()}. Found {ImageListing.Summary(contents.Root, contents.Images)}.");
    }

    /// <summary>The innermost folder of an image that a rule names, and the first such rule.</summary>
    private static (string Folder, Rule Rule)? Declared(FolderContents contents, string image, IReadOnlyList<Rule> rules)
    {
        for (var folder = Path.GetDirectoryName(image)!; folder.Length > contents.Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            var (relative, name) = (contents.Relative(folder), Path.GetFileName(folder));
            if (rules.FirstOrDefault(rule => rule.Pattern.IsMatch(relative) || rule.Pattern.IsMatch(name)) is { } rule)
            {
                return (folder, rule);
            }
        }
        return null;
    }

    private static List<Rule> FromFile(string path)
    {
        var rules = new List<Rule>();
        foreach (var (index, line) in File.ReadLines(path).Index())
        {
            if (line.Trim() is not { Length: > 0 } text || text.StartsWith('#'))
            {
                continue;
            }
            var equals = text.LastIndexOf('=');
            rules.Add(equals > 0 && LabelOf(text[(equals + 1)..].Trim()) is { } label
                ? NewRule(text[..equals].Trim(), label)
                : throw new InvalidDataException(
                    $"{path}, line {index + 1}: '{text}' does not declare a folder. Write, for example, biggan_256 = synthetic or " +
                    "real_coco_valid = real."));
        }
        return rules.Count > 0
            ? rules
            : throw new InvalidDataException($"{path} declares no folder. Write a line such as biggan_256 = synthetic.");
    }

    private static Rule NewRule(string folder, ImageLabel label)
    {
        var name = folder.Replace('\\', '/').Trim('/');
        var pattern = Regex.Escape(name).Replace(@"\*", ".*", StringComparison.Ordinal);
        return new(name, label, new Regex($"^{pattern}$", RegexOptions.CultureInvariant));
    }

    private static ImageLabel? LabelOf(string text) => text.ToLowerInvariant() switch
    {
        "real" or "0" => ImageLabel.Real,
        "synthetic" or "fake" or "generated" or "ai" or "1" => ImageLabel.Synthetic,
        _ => null,
    };
}
