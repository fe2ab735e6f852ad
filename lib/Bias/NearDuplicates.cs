using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Two images that look the same although their records name different originals.</summary>
/// <param name="First">One image.</param>
/// <param name="Second">The other.</param>
/// <param name="Distance">Bits of the perceptual hash that differ, of 256.</param>
public sealed record NearDuplicate(ImageRecord First, ImageRecord Second, int Distance);

/// <summary>Finds images that look the same, which leak from training to test.</summary>
public static class NearDuplicates
{
    /// <summary>Default number of bits of 256 that may differ, see <see cref="PerceptualHash.NearDuplicate"/>.</summary>
    internal const int DefaultDistance = PerceptualHash.NearDuplicate;

    /// <summary>Near-duplicates in different parts of a split: leaks from training to test.</summary>
    /// <param name="split">The split.</param>
    /// <param name="distance">Bits of 256 that may differ.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>Sorted by distance.</returns>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static IReadOnlyList<NearDuplicate> Across(
        CollectionSplit split, int distance = DefaultDistance, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        // Unseen contains images of test, which are not leaks.
        var parts = new[] { split.Train, split.Validation, split.Test, split.Unseen }
            .SelectMany((part, index) => part.Select(record => (record, index))).DistinctBy(item => item.record.Path).ToArray();
        var measured = ImageMeasurements.Of([.. parts.Select(item => item.record)], Environment.ProcessorCount, progress, cancellation);
        return Pairs(measured, distance, (first, second) => parts[first].index != parts[second].index, cancellation);
    }

    /// <summary>Near-duplicates of different originals in a collection, which a random split may separate.</summary>
    /// <param name="collection">The images.</param>
    /// <param name="distance">Bits of 256 that may differ.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>Sorted by distance.</returns>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static IReadOnlyList<NearDuplicate> Of(
        ImageCollection collection, int distance = DefaultDistance, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return Of(ImageMeasurements.Of(collection, Environment.ProcessorCount, progress, cancellation), distance, cancellation);
    }

    internal static IReadOnlyList<NearDuplicate> Of(
        IReadOnlyList<ImageMeasurements> measured, int distance, CancellationToken cancellation) =>
        Pairs(measured, distance, (first, second) => measured[first].Record.SourceId != measured[second].Record.SourceId, cancellation);

    private static IReadOnlyList<NearDuplicate> Pairs(
        IReadOnlyList<ImageMeasurements> measured, int distance, Func<int, int, bool> counts, CancellationToken cancellation)
    {
        var hashes = measured.Select(image => image.Hash).ToArray();
        return [.. SimilarHashes.Pairs(hashes, distance, counts, cancellation).OrderBy(pair => pair.Distance)
            .Select(pair => new NearDuplicate(measured[pair.First].Record, measured[pair.Second].Record, pair.Distance))];
    }
}
