using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// A collection split into parts. No group has images in two of training, validation and test, nor in one of the first two and in
/// <paramref name="Unseen"/>.
/// </summary>
/// <param name="Train">For training models.</param>
/// <param name="Validation">For choosing epochs and thresholds.</param>
/// <param name="Test">For reporting results; from the same sources as training.</param>
/// <param name="Unseen">
/// Images of the held-out sources, except those whose group is in training or validation. Where they have only one class (a camera
/// takes no synthetic images), the other class is taken from <paramref name="Test"/>, so that every metric is defined. Empty where no
/// source is held out.
/// </param>
public sealed record CollectionSplit(ImageCollection Train, ImageCollection Validation, ImageCollection Test, ImageCollection Unseen)
{
    private static readonly string[] Names = ["training", "validation", "test"];

    /// <summary>What leaks from one part to another, or would have; one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The four parts, one per line, and the warnings.</summary>
    public override string ToString() => string.Join('\n', [
        .. new[] { Train, Validation, Test, Unseen }.Where(part => part.Count > 0).Select(part => part.ToString()),
        .. Warnings.Select(warning => $"warning: {warning}")]);

    internal static CollectionSplit AtRandom(
        ImageCollection collection, long seed, Func<ImageRecord, string> groupBy, SplitFractions fractions, Leaks leaks = Leaks.Warn)
    {
        var repeats = RepeatedImages.In(collection);
        var joined = RepeatedImages.Joined(collection, groupBy, repeats);
        var parts = GroupDeal.Deal(Trainable(collection), seed, joined, fractions.Shares());
        RequireBothClasses(collection, parts, joined, mayBeEmpty: false);
        return SplitLeaks.Checked(From(collection, parts, joined), repeats, groupBy, leaks);
    }

    internal static CollectionSplit AsNamed(ImageCollection collection, Func<ImageRecord, string> groupBy, Leaks leaks = Leaks.Warn)
    {
        foreach (var record in Trainable(collection).Where(record => SplitNames.Canonical(record.Split) is null))
        {
            var found = record.Split is null ? "none" : $"'{record.Split}'";
            throw new ArgumentException(
                $"'{collection.Name}' does not assign {record.Path} to a split (found {found}; known: train, validation, test). " +
                "Use Split(seed) instead.");
        }
        RefuseStraddling(collection, groupBy);
        var byName = Trainable(collection).ToLookup(record => SplitNames.Canonical(record.Split));
        IReadOnlyList<ImageRecord>[] parts = [.. SplitNames.All.Select(name => InOrder(byName[name]))];
        RequireBothClasses(collection, parts, groupBy, mayBeEmpty: true);
        return SplitLeaks.Checked(From(collection, parts, groupBy), RepeatedImages.In(collection), groupBy, leaks);
    }

    private static CollectionSplit From(ImageCollection collection, IReadOnlyList<ImageRecord>[] parts, Func<ImageRecord, string> groupBy)
    {
        var named = parts.Zip(Names, (records, name) => collection.With($"{collection.Name}, {name}", records)).ToArray();
        return new(named[0], named[1], named[2], UnseenOf(collection, parts, groupBy));
    }

    private static ImageCollection Trainable(ImageCollection collection) =>
        collection.Where(record => !collection.HeldOutSources.Contains(record.Source));

    private static List<ImageRecord> InOrder(IEnumerable<ImageRecord> records) =>
        [.. records.OrderBy(record => record.Path, StringComparer.Ordinal)];

    private static void RefuseStraddling(ImageCollection collection, Func<ImageRecord, string> groupBy)
    {
        foreach (var group in Trainable(collection).GroupBy(groupBy, StringComparer.Ordinal))
        {
            var first = group.First();
            if (group.FirstOrDefault(record => SplitNames.Canonical(record.Split) != SplitNames.Canonical(first.Split)) is { } other)
            {
                throw new ArgumentException(
                    $"The split named by '{collection.Name}' separates the group '{group.Key}': " +
                    $"{first.Path} is in {first.Split}, {other.Path} in {other.Split}. Use Split(seed) instead, or correct the group.");
            }
        }
    }

    private static void RequireBothClasses(
        ImageCollection collection, IReadOnlyList<ImageRecord>[] parts, Func<ImageRecord, string> groupBy, bool mayBeEmpty)
    {
        foreach (var (part, name) in parts.Zip(Names))
        {
            var (real, positive) = (part.Count(record => !record.IsPositive), part.Count(record => record.IsPositive));
            if ((real == 0 || positive == 0) && !(mayBeEmpty && part.Count == 0 && name != Names[0]))
            {
                throw new ArgumentException(
                    $"'{collection.Name}' cannot be split: {name} would have {real} images of the negative and {positive} of the " +
                    $"positive class; both are needed. The images to split are {Groups(parts, groupBy, false)} (negative) and " +
                    $"{Groups(parts, groupBy, true)} (positive), and images of one group stay together. " +
                    "Add images, or use smaller groups.");
            }
        }
    }

    private static string Groups(IReadOnlyList<ImageRecord>[] parts, Func<ImageRecord, string> groupBy, bool positive)
    {
        var records = parts.SelectMany(part => part).Where(record => record.IsPositive == positive).ToList();
        return $"{records.Count} in {records.Select(groupBy).Distinct(StringComparer.Ordinal).Count().Counted("group")}";
    }

    private static ImageCollection UnseenOf(
        ImageCollection collection, IReadOnlyList<ImageRecord>[] parts, Func<ImageRecord, string> groupBy)
    {
        var seen = parts[0].Concat(parts[1]).Select(groupBy).ToHashSet(StringComparer.Ordinal);
        var heldOut = collection.Where(record => collection.HeldOutSources.Contains(record.Source));
        var unseen = InOrder(heldOut.Where(record => !seen.Contains(groupBy(record))));
        if (unseen.Count == 0 && heldOut.Count > 0)
        {
            throw new ArgumentException(
                $"{string.Join(", ", heldOut.Sources)} cannot be tested: every image shares a group with one " +
                $"that '{collection.Name}' trains on.");
        }
        if (unseen.Count > 0 && unseen.All(record => record.IsPositive == unseen[0].IsPositive))
        {
            unseen.AddRange(parts[2].Where(record => record.IsPositive != unseen[0].IsPositive));
        }
        return collection.With($"{collection.Name}, unseen {Shortened(heldOut.Sources)}", unseen);
    }

    private static string Shortened(IReadOnlyList<string> sources) =>
        sources.Count <= 4 ? string.Join(" ", sources) : $"{string.Join(" ", sources.Take(3))} and {sources.Count - 3} more";
}
