using System.Collections.Concurrent;
using System.Diagnostics;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Opens every image of a collection, on all cores. The result does not depend on their number.</summary>
internal static class CollectionReading
{
    /// <summary>The records that could be read, in their order, and the errors of the others.</summary>
    /// <exception cref="ImageFileException">With <see cref="InvalidImages.Refuse"/>: the first image that cannot be read.</exception>
    public static (IReadOnlyList<ImageRecord> Records, IReadOnlyList<ImageFileException> Failures) Read(
        IReadOnlyList<ImageRecord> records, Func<ImageRecord, ImageRecord> read, InvalidImages invalid,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (complete, failures) = (new ImageRecord?[records.Count], new ConcurrentDictionary<int, ImageFileException>());
        var (started, done, gate) = (Stopwatch.GetTimestamp(), 0, new Lock());
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, records.Count, options, (index, loop) =>
        {
            try
            {
                complete[index] = read(records[index]);
            }
            catch (ImageFileException failure)
            {
                failures[index] = failure;
                if (invalid == InvalidImages.Refuse)
                {
                    loop.Break(); // the images before this one are still read: the first error is reported however threads are scheduled
                }
            }
            lock (gate)
            {
                progress?.Report(new("read images", ++done, records.Count, Stopwatch.GetElapsedTime(started)));
            }
        });
        var inOrder = failures.OrderBy(failure => failure.Key).Select(failure => failure.Value).ToList();
        return invalid == InvalidImages.Skip || inOrder.Count == 0 ? ([.. complete.OfType<ImageRecord>()], inOrder) : throw inOrder[0];
    }

    /// <summary>The record with size, format and quality from the header of its file.</summary>
    public static ImageRecord WithHeader(ImageRecord record)
    {
        var header = ImageCodec.Inspect(record.Path);
        return record with { Width = header.Width, Height = header.Height, Format = header.Format, JpegQuality = header.JpegQuality };
    }

    /// <summary>The same, after decoding all pixels once, with their hash.</summary>
    public static ImageRecord Decoded(ImageRecord record)
    {
        var hash = PerceptualHash.Of(ImageCodec.Read(record.Path));
        return WithHeader(record) with { Hash = hash };
    }
}
