using System.Globalization;
using System.Collections;
using System.Text;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>A named, immutable list of image records.</summary>
/// <example><code>
/// var images = DetectionFolder.Read("/data/ForenSynths").Verify(InvalidImages.Skip);
/// var faces = images.Where(record => record.Source.StartsWith("faces"), "faces");
/// var split = faces.Split(seed: 17);
/// Console.WriteLine(split);
/// </code></example>
/// <param name="name">Its name in reports and plots.</param>
/// <param name="records">The records; their order is kept.</param>
public sealed class ImageCollection(string name, IEnumerable<ImageRecord> records) : IReadOnlyList<ImageRecord>
{
    private readonly ImageRecord[] records = [.. records];

    /// <summary>Its name in reports and plots.</summary>
    public string Name => name;

    /// <summary>True for simulated images: every result measured on them must say so.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Sources that are never trained on; their images go to <see cref="CollectionSplit.Unseen"/>.</summary>
    public IReadOnlyList<string> HeldOutSources { get; init; } = [];

    /// <summary>Why images were skipped; empty unless <see cref="InvalidImages.Skip"/> was asked for.</summary>
    public IReadOnlyList<ImageFileException> Skipped { get; init; } = [];

    /// <summary>What became of every file of the folder that was read; null where the collection is not a whole folder.</summary>
    public Ledger? Ledger { get; init; }

    /// <summary>What may not be as meant, one sentence each: also written to <see cref="Console.Error"/> when found.</summary>
    public IReadOnlyList<string> Warnings => [.. Found, .. Ledger?.Warnings ?? []];

    /// <summary>Warnings from reading, except those of the ledger.</summary>
    internal IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>Number of images.</summary>
    public int Count => records.Length;

    /// <summary>The sources, in ordinal order.</summary>
    public IReadOnlyList<string> Sources => [.. records.Select(record => record.Source).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The names of the two classes in reports: those of detection, or of localization.</summary>
    internal (string Negative, string Positive) ClassNames =>
        records.Any(record => record.Label is ImageLabel.Authentic or ImageLabel.Edited) ? ("authentic", "edited") : ("real", "synthetic");

    /// <summary>The record at a position.</summary>
    public ImageRecord this[int index] => records[index];

    /// <summary>The records that satisfy a condition.</summary>
    /// <param name="keep">The condition.</param>
    /// <param name="newName">Name of the result; null to keep the name.</param>
    public ImageCollection Where(Func<ImageRecord, bool> keep, string? newName = null) => With(newName ?? name, records.Where(keep));

    /// <summary>The records of the given sources.</summary>
    /// <param name="sources">Names of sources; <c>progan</c> includes <c>progan/car</c> and all others below it.</param>
    /// <exception cref="ArgumentException">There is no such source; the message lists the sources.</exception>
    public ImageCollection WithSources(params IEnumerable<string> sources)
    {
        var wanted = SourcesNamed(sources).ToHashSet(StringComparer.Ordinal);
        return Where(record => wanted.Contains(record.Source));
    }

    /// <summary>
    /// Splits the images at random into training, validation and test, stratified by label and source. Images of one group stay
    /// together, and so do images with the same bytes. Sources in <see cref="HeldOutSources"/> go to none of the three.
    /// </summary>
    /// <param name="seed">The same seed gives the same split, whatever the order of the records.</param>
    /// <param name="groupBy">
    /// The group of an image, for example <see cref="GroupBy.Folder"/>; null for <see cref="ImageRecord.SourceId"/>.
    /// </param>
    /// <param name="fractions">Shares of the three parts; null for 60, 20 and 20 %.</param>
    /// <param name="leaks">What to do where one video or near-duplicates are in two parts.</param>
    /// <exception cref="ArgumentException">A part would lack one of the classes; the message says which and why.</exception>
    /// <exception cref="InvalidDataException">With <see cref="Leaks.Refuse"/>: a leak was found.</exception>
    public CollectionSplit Split(
        long seed, Func<ImageRecord, string>? groupBy = null, SplitFractions? fractions = null, Leaks leaks = Leaks.Warn) =>
        CollectionSplit.AtRandom(this, seed, groupBy ?? (record => record.SourceId), fractions ?? new SplitFractions(), leaks);

    /// <summary>
    /// Splits the images as the collection does, by <see cref="ImageRecord.Split"/>: train, validation (val) and test. Validation
    /// or test may be empty. Sources in <see cref="HeldOutSources"/> go to none of the three.
    /// </summary>
    /// <param name="groupBy">The group of an image; null for <see cref="ImageRecord.SourceId"/>.</param>
    /// <param name="leaks">What to do where one file, one content, one video or near-duplicates are in two parts.</param>
    /// <exception cref="ArgumentException">
    /// An image has no split, a group has images in two parts, or a part lacks one of the classes.
    /// </exception>
    /// <exception cref="InvalidDataException">With <see cref="Leaks.Refuse"/>: a leak was found.</exception>
    public CollectionSplit SplitAsNamed(Func<ImageRecord, string>? groupBy = null, Leaks leaks = Leaks.Warn) =>
        CollectionSplit.AsNamed(this, groupBy ?? (record => record.SourceId), leaks);

    /// <summary>The same images in other groups, which splits and bootstrap intervals then keep together.</summary>
    /// <param name="groupBy">The group of an image, for example <see cref="GroupBy.Folder"/>.</param>
    public ImageCollection Grouped(Func<ImageRecord, string> groupBy) =>
        new(name, records.Select(record => record with { SourceId = groupBy(record) }))
        {
            IsSimulated = IsSimulated,
            HeldOutSources = HeldOutSources,
            Skipped = Skipped,
            Ledger = Ledger,
            Found = Found,
        };

    /// <summary>
    /// Fills in size, format and JPEG quality from the files' headers. Pixels are not decoded, so a corrupt image can pass; use
    /// <see cref="Verify"/> to find it.
    /// </summary>
    /// <param name="invalid">What to do with an image that has no readable header.</param>
    /// <param name="progress">Reported to after each image; null for none.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>A new collection; with <see cref="InvalidImages.Skip"/>, the skipped images are in <see cref="Skipped"/>.</returns>
    /// <exception cref="ImageFileException">With <see cref="InvalidImages.Refuse"/>: an image cannot be read.</exception>
    public ImageCollection WithHeaders(
        InvalidImages invalid = InvalidImages.Refuse, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        With(CollectionReading.Read(records, CollectionReading.WithHeader, invalid, progress, cancellation));

    /// <summary>Decodes every image once, and fills in size, format and JPEG quality.</summary>
    /// <param name="invalid">What to do with an image that cannot be decoded.</param>
    /// <param name="progress">Reported to after each image; null for none.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>A new collection; with <see cref="InvalidImages.Skip"/>, the skipped images are in <see cref="Skipped"/>.</returns>
    /// <exception cref="ImageFileException">With <see cref="InvalidImages.Refuse"/>: an image cannot be decoded.</exception>
    public ImageCollection Verify(
        InvalidImages invalid = InvalidImages.Refuse, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        With(CollectionReading.Read(records, CollectionReading.Decoded, invalid, progress, cancellation));

    /// <summary>The number of images of each source and label.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{name}{(IsSimulated ? " (simulated)" : "")}: {Count.Counted("image")}");
        var groups = records.GroupBy(record => (record.Source, record.Label));
        foreach (var group in groups.OrderBy(group => group.Key.Label).ThenBy(group => group.Key.Source, StringComparer.Ordinal))
        {
            var heldOut = HeldOutSources.Contains(group.Key.Source) ? "   never trained on" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{group.Count(),8}  {group.Key.Label.ToString().ToLowerInvariant(),-11}  {group.Key.Source}{heldOut}");
        }
        text.Append(Skipped.Count == 0 ? "" : FormattableString.Invariant($"\n{Skipped.Count,8}  skipped: they cannot be read"));
        text.Append(Ledger is null ? "" : $"\n{Ledger.Summary}");
        return text.Append(string.Concat(Warnings.Select(warning => $"\nwarning: {warning}"))).ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<ImageRecord> GetEnumerator() => records.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The sources that names stand for, each name a source or a folder of sources.</summary>
    /// <exception cref="ArgumentException">There is no such source; the message lists the sources.</exception>
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
        new(newName, newRecords) { IsSimulated = IsSimulated, HeldOutSources = HeldOutSources, Skipped = Skipped };

    private ImageCollection With((IReadOnlyList<ImageRecord> Records, IReadOnlyList<ImageFileException> Failures) read)
    {
        var result = new ImageCollection(name, read.Records)
        {
            IsSimulated = IsSimulated,
            HeldOutSources = HeldOutSources,
            Skipped = [.. Skipped, .. read.Failures],
            Ledger = Ledger?.With(read.Failures),
            Found = Found,
        };
        Runtime.Warnings.Write(result.Warnings.Except(Warnings));
        return result;
    }
}
