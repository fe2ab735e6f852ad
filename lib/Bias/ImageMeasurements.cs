using System.Diagnostics;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The measurements of one image, which do not depend on its content.</summary>
internal sealed record ImageMeasurements(
    ImageRecord Record, ImageHeader Header, long Bytes, PixelStatistics Pixels, PixelHistory History, PerceptualHash Hash)
{
    /// <summary>Measures the images of a collection on several threads; the number of threads does not change the result.</summary>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static IReadOnlyList<ImageMeasurements> Of(
        IReadOnlyList<ImageRecord> records, int threads, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        Each(records, Of, "measure images", threads, progress, cancellation);

    /// <summary>The same images after a remedy, as a model would see them; files and hashes are unchanged.</summary>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static IReadOnlyList<ImageMeasurements> After(
        Remedy remedy, IReadOnlyList<ImageMeasurements> images, int threads, IProgress<WorkProgress>? progress,
        CancellationToken cancellation) =>
        Each(images, image => image.After(remedy), "measure aligned images", threads, progress, cancellation);

    private static ImageMeasurements[] Each<T>(
        IReadOnlyList<T> items, Func<T, ImageMeasurements> measure, string task, int threads, IProgress<WorkProgress>? progress,
        CancellationToken cancellation)
    {
        var measured = new ImageMeasurements[items.Count];
        var (started, done, gate) = (Stopwatch.GetTimestamp(), 0, new Lock());
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        try
        {
            Parallel.For(0, items.Count, options, index =>
            {
                measured[index] = measure(items[index]);
                lock (gate)
                {
                    progress?.Report(new(task, ++done, items.Count, Stopwatch.GetElapsedTime(started)));
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
        var luma = LumaPlane.Of(image);
        return new(record, ImageCodec.Inspect(record.Path), new FileInfo(record.Path).Length,
            PixelStatistics.Of(image, luma), PixelHistory.Of(luma), PerceptualHash.Of(image));
    }

    private ImageMeasurements After(Remedy remedy)
    {
        var image = remedy.ApplyTo(ImageCodec.Read(Record.Path));
        var luma = LumaPlane.Of(image);
        return this with { Pixels = PixelStatistics.Of(image, luma), History = PixelHistory.Of(luma) };
    }
}
