using System.Diagnostics;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The measurements of one image, which do not depend on its content.</summary>
internal sealed record ImageMeasurements(ImageRecord Record, ImageHeader Header, long Bytes, PixelStatistics Pixels, PerceptualHash Hash)
{
    /// <summary>Measures the images of a collection on several threads; the number of threads does not change the result.</summary>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static IReadOnlyList<ImageMeasurements> Of(
        IReadOnlyList<ImageRecord> records, int threads, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var measured = new ImageMeasurements[records.Count];
        var (started, done, gate) = (Stopwatch.GetTimestamp(), 0, new Lock());
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        try
        {
            Parallel.For(0, records.Count, options, index =>
            {
                measured[index] = Of(records[index]);
                lock (gate)
                {
                    progress?.Report(new("measure images", ++done, records.Count, Stopwatch.GetElapsedTime(started)));
                }
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.OfType<ImageFileException>().FirstOrDefault() is { } failure)
        {
            throw failure;
        }
        return measured;
    }

    private static ImageMeasurements Of(ImageRecord record)
    {
        var image = ImageCodec.Read(record.Path);
        return new(record, ImageCodec.Inspect(record.Path), new FileInfo(record.Path).Length,
            PixelStatistics.Of(image), PerceptualHash.Of(image));
    }
}
