using System.Collections;
using System.Text;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>A named list of image records.</summary>
/// <param name="name">What it is called in reports and plots.</param>
/// <param name="records">The records; their order is kept.</param>
public sealed class ImageCollection(string name, IEnumerable<ImageRecord> records) : IReadOnlyList<ImageRecord>
{
    private readonly ImageRecord[] records = [.. records];

    /// <summary>What it is called in reports and plots.</summary>
    public string Name => name;

    /// <summary>True for the embedded corpus: every figure measured on it must say so.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Sources that are never trained on: they are what <see cref="CollectionSplit.Unseen"/> consists of.</summary>
    public IReadOnlyList<string> HeldOutSources { get; init; } = [];

    /// <summary>Images that could not be read and were left out; empty unless asked to skip them.</summary>
    public IReadOnlyList<ImageFileException> Broken { get; init; } = [];

    /// <summary>Number of images.</summary>
    public int Count => records.Length;

    /// <summary>The sources, in ordinal order.</summary>
    public IReadOnlyList<string> Sources => [.. records.Select(record => record.Source).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The record at a position.</summary>
    public ImageRecord this[int index] => records[index];

    /// <summary>The records that fulfil a condition, under the same name or another.</summary>
    /// <param name="keep">The condition.</param>
    /// <param name="newName">Another name; null to keep it.</param>
    public ImageCollection Where(Func<ImageRecord, bool> keep, string? newName = null) => With(newName ?? name, records.Where(keep));

    /// <summary>The records of some sources.</summary>
    /// <param name="sources">Names of sources; <c>progan</c> also means <c>progan/car</c> and whatever else lies below it.</param>
    /// <exception cref="ArgumentException">A name is no source; the message lists those there are.</exception>
    public ImageCollection WithSources(params IEnumerable<string> sources)
    {
        var wanted = SourcesNamed(sources).ToHashSet(StringComparer.Ordinal);
        return Where(record => wanted.Contains(record.Source));
    }

    /// <summary>
    /// Divides the images at random into training, validation and test, each with about the same share of every label and
    /// source. Images of one group stay together. Sources in <see cref="HeldOutSources"/> go to none of the three.
    /// </summary>
    /// <param name="seed">The same seed gives the same split, whatever the order of the records.</param>
    /// <param name="groupBy">What must not be separated; null for <see cref="ImageRecord.SourceId"/>.</param>
    /// <param name="fractions">Shares of the three parts; null for 60, 20 and 20 %.</param>
    /// <exception cref="ArgumentException">A part would be left without one of the classes; the message says which and why.</exception>
    public CollectionSplit Split(long seed, Func<ImageRecord, string>? groupBy = null, SplitFractions? fractions = null) =>
        CollectionSplit.AtRandom(this, seed, groupBy ?? (record => record.SourceId), fractions ?? new SplitFractions());

    /// <summary>
    /// Divides the images as the collection itself does, by <see cref="ImageRecord.Split"/>: train, validation (val) and test.
    /// Validation or test may be empty. Sources in <see cref="HeldOutSources"/> go to none of the three.
    /// </summary>
    /// <param name="groupBy">What must not be separated; null for <see cref="ImageRecord.SourceId"/>.</param>
    /// <exception cref="ArgumentException">An image has no such name, a group has images in two parts, or a part lacks one of the classes.</exception>
    public CollectionSplit SplitAsNamed(Func<ImageRecord, string>? groupBy = null) =>
        CollectionSplit.AsNamed(this, groupBy ?? (record => record.SourceId));

    /// <summary>
    /// Fills in size, format and JPEG quality from the files' headers. Nothing is decoded, so a damaged image may pass;
    /// <see cref="Verify"/> finds it.
    /// </summary>
    /// <param name="broken">What to do with an image that has no readable header.</param>
    /// <param name="progress">Told after each image; null for silence.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>A new collection; with <see cref="BrokenImages.Skip"/>, what was left out is in <see cref="Broken"/>.</returns>
    /// <exception cref="ImageFileException">With <see cref="BrokenImages.Refuse"/>: an image cannot be read.</exception>
    public ImageCollection WithHeaders(
        BrokenImages broken = BrokenImages.Refuse, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        With(CollectionReading.Read(records, CollectionReading.WithHeader, broken, progress, cancellation));

    /// <summary>Decodes every image once, and fills in size, format and JPEG quality.</summary>
    /// <param name="broken">What to do with an image that cannot be decoded.</param>
    /// <param name="progress">Told after each image; null for silence.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>A new collection; with <see cref="BrokenImages.Skip"/>, what was left out is in <see cref="Broken"/>.</returns>
    /// <exception cref="ImageFileException">With <see cref="BrokenImages.Refuse"/>: an image cannot be decoded.</exception>
    public ImageCollection Verify(
        BrokenImages broken = BrokenImages.Refuse, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        With(CollectionReading.Read(records, CollectionReading.Decoded, broken, progress, cancellation));

    /// <summary>How many images of which label each source has.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{name}{(IsSimulated ? " (simulated)" : "")}: {Count} images");
        var groups = records.GroupBy(record => (record.Source, record.Label));
        foreach (var group in groups.OrderBy(group => group.Key.Label).ThenBy(group => group.Key.Source, StringComparer.Ordinal))
        {
            var heldOut = HeldOutSources.Contains(group.Key.Source) ? "   never trained on" : "";
            text.Append($"\n{group.Count(),8}  {group.Key.Label.ToString().ToLowerInvariant(),-11}  {group.Key.Source}{heldOut}");
        }
        return Broken.Count == 0 ? text.ToString() : text.Append($"\n{Broken.Count,8}  left out, since they cannot be read").ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<ImageRecord> GetEnumerator() => records.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The sources meant by some names, each name a source or a folder of sources.</summary>
    /// <exception cref="ArgumentException">A name is no source; the message lists those there are.</exception>
    internal IReadOnlyList<string> SourcesNamed(IEnumerable<string> names)
    {
        var known = Sources;
        string[] Meant(string named)
        {
            string[] meant = [.. known.Where(source => source == named || source.StartsWith(named + "/", StringComparison.Ordinal))];
            return meant.Length > 0
                ? meant
                : throw new ArgumentException($"'{name}' has no source named '{named}'. It has: {string.Join(", ", known)}.");
        }
        return [.. names.SelectMany(Meant).Distinct(StringComparer.Ordinal)];
    }

    internal ImageCollection With(string newName, IEnumerable<ImageRecord> newRecords) =>
        new(newName, newRecords) { IsSimulated = IsSimulated, HeldOutSources = HeldOutSources, Broken = Broken };

    private ImageCollection With((IReadOnlyList<ImageRecord> Records, IReadOnlyList<ImageFileException> Failures) read) =>
        new(name, read.Records) { IsSimulated = IsSimulated, HeldOutSources = HeldOutSources, Broken = [.. Broken, .. read.Failures] };
}
