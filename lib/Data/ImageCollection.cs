using System.Collections;
using System.Collections.Concurrent;
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
    /// <param name="sources">Names of sources.</param>
    /// <exception cref="ArgumentException">A name is no source; the message lists those there are.</exception>
    public ImageCollection WithSources(IEnumerable<string> sources)
    {
        var wanted = sources.ToHashSet(StringComparer.Ordinal);
        var unknown = wanted.Except(Sources).ToList();
        return unknown.Count == 0
            ? Where(record => wanted.Contains(record.Source))
            : throw new ArgumentException($"'{name}' has no source named {string.Join(", ", unknown)}. It has: {string.Join(", ", Sources)}.", nameof(sources));
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
        CollectionSplit.Of(this, seed, groupBy ?? (record => record.SourceId), fractions ?? new SplitFractions());

    /// <summary>Decodes every image once, and fills in size, format and JPEG quality.</summary>
    /// <param name="broken">What to do with an image that cannot be decoded.</param>
    /// <param name="progress">Told after each image; null for silence.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>A new collection; with <see cref="BrokenImages.Skip"/>, what was left out is in <see cref="Broken"/>.</returns>
    /// <exception cref="ImageFileException">With <see cref="BrokenImages.Refuse"/>: an image cannot be decoded.</exception>
    public ImageCollection Verify(BrokenImages broken = BrokenImages.Refuse, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (checkedRecords, failures) = (new ImageRecord?[Count], new ConcurrentDictionary<int, ImageFileException>());
        var (started, done) = (TimeProvider.System.GetTimestamp(), 0);
        Parallel.For(0, Count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            try
            {
                checkedRecords[index] = WithHeader(records[index]);
            }
            catch (ImageFileException failure)
            {
                failures[index] = failure;
            }
            progress?.Report(new("read images", Interlocked.Increment(ref done), Count, TimeProvider.System.GetElapsedTime(started)));
        });
        var inOrder = failures.OrderBy(failure => failure.Key).Select(failure => failure.Value).ToList();
        return inOrder.Count == 0 || broken == BrokenImages.Skip
            ? With(name, checkedRecords.OfType<ImageRecord>(), inOrder)
            : throw inOrder[0];
    }

    /// <summary>How many images of which label each source has.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{name}{(IsSimulated ? " (simulated)" : "")}: {Count} images");
        foreach (var group in records.GroupBy(record => (record.Source, record.Label)).OrderBy(group => group.Key.Label).ThenBy(group => group.Key.Source, StringComparer.Ordinal))
        {
            var heldOut = HeldOutSources.Contains(group.Key.Source) ? "   never trained on" : "";
            text.Append($"\n{group.Count(),8}  {group.Key.Label.ToString().ToLowerInvariant(),-11}  {group.Key.Source}{heldOut}");
        }
        return Broken.Count == 0 ? text.ToString() : text.Append($"\n{Broken.Count,8}  left out, since they cannot be read").ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<ImageRecord> GetEnumerator() => records.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ImageCollection With(string newName, IEnumerable<ImageRecord> newRecords, IReadOnlyList<ImageFileException>? broken = null) =>
        new(newName, newRecords) { IsSimulated = IsSimulated, HeldOutSources = HeldOutSources, Broken = broken ?? Broken };

    private static ImageRecord WithHeader(ImageRecord record)
    {
        var header = ImageCodec.Inspect(record.Path);
        ImageCodec.Read(record.Path);
        return record with { Width = header.Width, Height = header.Height, Format = header.Format, JpegQuality = header.JpegQuality };
    }
}

/// <summary>What to do with images that cannot be read.</summary>
public enum BrokenImages
{
    /// <summary>Stop with an error that names the first.</summary>
    Refuse,

    /// <summary>Leave them out and list them.</summary>
    Skip,
}
