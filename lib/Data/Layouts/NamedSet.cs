using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>
/// A published data set described by how its files are called. Patterns match paths below the top folder, with <c>/</c>. Their groups:
/// <c>at</c>, the folder within which edited images and masks with the same <c>key</c> belong together; <c>source</c>, the folder that
/// names the source, if it is not <c>at</c>; <c>id</c>, the original, so that a split never separates two images made from it.
/// </summary>
internal sealed class NamedSet : ILayout
{
    /// <inheritdoc/>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public ImageTask Task => ImageTask.Localization;

    /// <inheritdoc/>
    public required string LooksLike { get; init; }

    /// <summary>A part of the paths of edited images or masks: without it in any path, nothing else is looked for.</summary>
    public required string Sign { get; init; }

    /// <summary>Paths of edited images.</summary>
    public required Regex Edited { get; init; }

    /// <summary>Paths of their masks.</summary>
    public required Regex Mask { get; init; }

    /// <summary>Paths of authentic images; they take precedence over edited ones.</summary>
    public required Regex Authentic { get; init; }

    /// <summary>Paths of other files of the set, and why they are not used.</summary>
    public IReadOnlyList<(Regex Path, string Reason)> Others { get; init; } = [];

    /// <summary>The editing method; null for unknown.</summary>
    public string? Method { get; init; }

    /// <summary>Whether the edits are spliced or fully regenerated.</summary>
    public EditKind EditKind { get; init; }

    /// <summary>How its masks are read, where they are not white on black; null for the usual way.</summary>
    public MaskOptions? Masks { get; init; }

    /// <summary>True where edited images without any mask are still recognised as this set.</summary>
    public bool IsUnmistakable { get; init; }

    /// <summary>True where edited images belong to this set only next to an authentic one.</summary>
    public bool NeedsAuthentic { get; init; }

    private sealed record Sorted(
        List<Found> Authentic, List<Found> Edited, List<Found> Masks, List<(string File, Match Name, string Reason)> Others);

    private sealed record Found(string File, Match Name)
    {
        public string At => Name.Groups["at"].Value;

        public (string, string) Key => (At, Name.Groups["key"].Value);
    }

    /// <inheritdoc/>
    public bool Matches(FolderContents contents) =>
        contents.Images.Any(image => image.Contains(Sign, StringComparison.OrdinalIgnoreCase)) && Places(Sort(contents)).Count > 0;

    /// <inheritdoc/>
    public IEnumerable<LayoutEntry> Read(FolderContents contents)
    {
        var sorted = Sort(contents);
        var places = Places(sorted);
        var masks = sorted.Masks.ToLookup(mask => mask.Key, mask => mask.File);
        foreach (var image in sorted.Authentic.Where(image => places.Contains(image.At)))
        {
            yield return Record(contents, image, ImageLabel.Authentic);
        }
        foreach (var image in sorted.Edited.Where(image => places.Contains(image.At)))
        {
            yield return Edit(contents, image, [.. masks[image.Key]]);
        }
        foreach (var (file, name, reason) in sorted.Others.Where(file => places.Contains(file.Name.Groups["at"].Value)))
        {
            yield return LayoutEntry.LeaveOut(file, reason);
        }
    }

    private LayoutEntry Edit(FolderContents contents, Found image, string[] masks) => masks switch
    {
        [var mask] => Record(contents, image, ImageLabel.Edited) with
        {
            MaskPath = mask, Method = Method, EditKind = EditKind, Masks = Masks,
        },
        [] => LayoutEntry.WithoutMask(image.File, $"it as {Name} calls it: {LooksLike}"),
        _ => new ImageFileException(image.File, $"It has {masks.Length} masks: {string.Join(" and ", masks)}.", "Keep the right one."),
    };

    private static ImageRecord Record(FolderContents contents, Found image, ImageLabel label)
    {
        var folder = image.Name.Groups["source"] is { Success: true } named ? named.Value : image.At;
        var (source, split) = contents.SourceAndSplit(Path.TrimEndingDirectorySeparator(Path.Combine(contents.Root, folder)));
        var record = new ImageRecord(image.File, label, source) { Split = split };
        return image.Name.Groups["id"] is { Success: true } id ? record with { SourceId = $"{source}/{id.Value}" } : record;
    }

    /// <summary>The folders that contain this set: an edited image has its mask there.</summary>
    private HashSet<string> Places(Sorted sorted)
    {
        var keys = sorted.Masks.Select(mask => mask.Key).ToHashSet();
        var places = sorted.Edited.Where(image => IsUnmistakable || keys.Contains(image.Key)).Select(image => image.At).ToHashSet();
        if (NeedsAuthentic)
        {
            places.IntersectWith(sorted.Authentic.Select(image => image.At));
        }
        return places;
    }

    private Sorted Sort(FolderContents contents)
    {
        var sorted = new Sorted([], [], [], []);
        foreach (var file in contents.Images)
        {
            var path = contents.Relative(file);
            var other = Others.Select(known => (Name: known.Path.Match(path), known.Reason)).FirstOrDefault(known => known.Name.Success);
            if (other.Name is { } unused)
            {
                sorted.Others.Add((file, unused, other.Reason));
                continue;
            }
            foreach (var (pattern, list) in new[] { (Mask, sorted.Masks), (Authentic, sorted.Authentic), (Edited, sorted.Edited) })
            {
                if (pattern.Match(path) is { Success: true } name)
                {
                    list.Add(new(file, name));
                    break;
                }
            }
        }
        return sorted;
    }
}
