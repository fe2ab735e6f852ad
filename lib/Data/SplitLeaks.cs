using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Looks for images that are the same, or nearly so, in two parts of a split.</summary>
internal static class SplitLeaks
{
    private static readonly string[] Names = ["training", "validation", "test", "unseen"];

    /// <summary>The split with its warnings.</summary>
    /// <param name="split">The split.</param>
    /// <param name="repeats">Sets of images with the same content in the whole collection.</param>
    /// <param name="groupBy">The groups that the user asked for.</param>
    /// <param name="leaks">What to do.</param>
    /// <exception cref="InvalidDataException">With <see cref="Leaks.Refuse"/>: a leak was found.</exception>
    public static CollectionSplit Checked(
        CollectionSplit split, IReadOnlyList<IReadOnlyList<ImageRecord>> repeats, Func<ImageRecord, string> groupBy, Leaks leaks)
    {
        if (leaks == Leaks.Ignore)
        {
            return split;
        }
        var parts = PartOf(split);
        string[] found = [.. new[] { SameContent(repeats, parts), Videos(parts), LookAlikes(parts) }.OfType<string>()];
        if (leaks == Leaks.Refuse && found.Length > 0)
        {
            throw new InvalidDataException($"The split of '{split.Train.Name}' leaks. {string.Join(' ', found)}");
        }
        string[] warnings = [.. found, .. new[] { KeptTogether(repeats, groupBy, parts), TwoLabels(repeats) }.OfType<string>()];
        Warnings.Write(warnings);
        return split with { Warnings = warnings };
    }

    /// <summary>The part of every image. Unseen contains images of test, which stay in test here: that is no leak.</summary>
    private static Dictionary<ImageRecord, int> PartOf(CollectionSplit split)
    {
        var parts = new Dictionary<ImageRecord, int>(ReferenceEqualityComparer.Instance);
        foreach (var (index, part) in new[] { split.Train, split.Validation, split.Test, split.Unseen }.Index())
        {
            foreach (var record in part)
            {
                parts.TryAdd(record, index);
            }
        }
        return parts;
    }

    /// <summary>True where images are in two parts that must not share any: test and unseen may.</summary>
    private static bool Leak(IEnumerable<ImageRecord> images, Dictionary<ImageRecord, int> parts) =>
        images.Where(parts.ContainsKey).Select(image => Math.Min(parts[image], 2)).Distinct().Count() > 1;

    private static string? SameContent(IReadOnlyList<IReadOnlyList<ImageRecord>> repeats, Dictionary<ImageRecord, int> parts)
    {
        var leaks = repeats.Where(images => Leak(images, parts)).ToList();
        return leaks.Count == 0 ? null
            : $"{leaks.Count.Counted("image is", "images are")} in two parts under different names, such as {Example(leaks[0], parts)}. " +
              "Use Split(seed), which keeps images with the same bytes together.";
    }

    private static string? Videos(Dictionary<ImageRecord, int> parts)
    {
        var folders = VideoFolders.In(parts.Keys.OrderBy(record => record.Path, StringComparer.Ordinal));
        var leaks = folders.Where(folder => Leak(folder, parts)).ToList();
        return leaks.Count == 0 ? null
            : $"{leaks.Count.Invariant("N0")} of {folders.Count.Invariant("N0")} folders that look like the frames of a video " +
              "have images in two parts, such as " +
              $"{Example(leaks[0], parts)}. Keep folders together: Split(seed, GroupBy.Folder), or TELLTALE_GROUP=folder.";
    }

    private static string? LookAlikes(Dictionary<ImageRecord, int> parts)
    {
        var images = parts.Keys.Where(record => record.Hash is not null).OrderBy(record => record.Path, StringComparer.Ordinal).ToArray();
        var leaks = SimilarHashes.Pairs(
            Array.ConvertAll(images, image => image.Hash!.Value), PerceptualHash.NearDuplicate,
            (first, second) => Leak([images[first], images[second]], parts), CancellationToken.None);
        return leaks.Count == 0 ? null
            : $"{leaks.Count.Counted("pair")} of images that look the same are in two parts, such as " +
              $"{Example([images[leaks[0].First], images[leaks[0].Second]], parts)}. NearDuplicates.Across(split) lists them.";
    }

    private static string? KeptTogether(
        IReadOnlyList<IReadOnlyList<ImageRecord>> repeats, Func<ImageRecord, string> groupBy, Dictionary<ImageRecord, int> parts)
    {
        var joined = repeats.Where(images => !Leak(images, parts) && images.Select(groupBy).Distinct().Count() > 1).ToList();
        return joined.Count == 0 ? null
            : $"{joined.Count.Counted("image has", "images have")} several names in different groups, such as {joined[0][0].Path} and " +
              $"{joined[0][1].Path}; such groups are kept in one part.";
    }

    private static string? TwoLabels(IReadOnlyList<IReadOnlyList<ImageRecord>> repeats)
    {
        var contradicting = repeats.Where(images => images.Select(image => image.Label).Distinct().Count() > 1).ToList();
        if (contradicting.Count == 0)
        {
            return null;
        }
        var (first, second) = (contradicting[0][0], contradicting[0].First(image => image.Label != contradicting[0][0].Label));
        return $"{contradicting.Count.Counted("image has", "images have")} two labels, such as {first.Path} ({Word(first)}) and " +
            $"{second.Path} ({Word(second)}), which have the same bytes.";
    }

    private static string Example(IReadOnlyList<ImageRecord> images, Dictionary<ImageRecord, int> parts)
    {
        var known = images.Where(parts.ContainsKey).ToList();
        var other = known.First(image => parts[image] != parts[known[0]]);
        return $"{known[0].Path} ({Names[parts[known[0]]]}) and {other.Path} ({Names[parts[other]]})";
    }

    private static string Word(ImageRecord record) => record.Label.ToString().ToLowerInvariant();
}
