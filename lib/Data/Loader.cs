using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Telltale.Data;

/// <summary>
/// Reads a dataset in batches, a few batches ahead, in the background: one batch at a time, each on all cores, so that the next one is
/// ready as early as possible.
/// </summary>
/// <remarks>Order and content depend on (seed, epoch) alone, not on the number of threads.</remarks>
/// <example><code>
/// var dataset = new DetectionDataset(DetectionFolder.Read("/data/ForenSynths"), Transform.Train(224));
/// foreach (var batch in new Loader(dataset, batchSize: 32, seed: 17, shuffle: true).Epoch(0))
/// {
///     using var owned = batch;
///     Console.WriteLine(owned.Inputs.mean().item&lt;float>());
/// }
/// </code></example>
/// <param name="dataset">The dataset to read.</param>
/// <param name="batchSize">Examples per batch, at least 1; the last batch of an epoch may be smaller.</param>
/// <param name="seed">Seed of the order and of every random transform.</param>
/// <param name="shuffle">True for a new random order in each epoch.</param>
/// <param name="ahead">Largest number of batches to read ahead.</param>
/// <param name="device">
/// The device that batches will be moved to by <see cref="Batch.To"/>; for a GPU, they are put in pinned memory.
/// </param>
/// <param name="sampling">How an epoch samples the images, where they are shuffled.</param>
/// <exception cref="ArgumentException">Pairs are asked for with an odd batch size.</exception>
public sealed class Loader(
    ImageDataset dataset, int batchSize, long seed, bool shuffle, int ahead = 4, torch.Device? device = null,
    Sampling sampling = Sampling.Shuffled)
{
    // Larger than any difference between seeds in use.
    private const long RepeatStep = 1L << 40;

    private readonly int batchSize = sampling != Sampling.Pairs || batchSize % 2 == 0 ? batchSize : throw new ArgumentException(
        $"Pairs need an even batch size, not {batchSize}: a real and a synthetic image of one group share a batch.", nameof(batchSize));

    /// <summary>The dataset that is read.</summary>
    internal ImageDataset Dataset => dataset;

    /// <summary>Batches per epoch.</summary>
    public int BatchCount => (dataset.Records.Count + batchSize - 1) / batchSize;

    /// <summary>How long callers have waited for batches, in all epochs together.</summary>
    internal TimeSpan Waited { get; private set; }

    /// <summary>The batches of one epoch, in order. The caller disposes each.</summary>
    /// <param name="epoch">Epoch, from 0.</param>
    /// <param name="skip">Batches to skip at the start, to resume in the middle of an epoch.</param>
    /// <param name="cancellation">Cancels reading; batches read ahead are freed.</param>
    /// <exception cref="ImageFileException">A file cannot be read; the message names it.</exception>
    public IEnumerable<Batch> Epoch(int epoch, int skip = 0, CancellationToken cancellation = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = new Queue<Task<Batch>>();
        try
        {
            var previous = Task.CompletedTask;
            foreach (var examples in EpochOrder.Numbered(Order(epoch)).Chunk(batchSize).Skip(skip))
            {
                var next = previous.ContinueWith(
                    _ => Read(examples, epoch, stop.Token), stop.Token, TaskContinuationOptions.None, TaskScheduler.Default);
                reading.Enqueue(next);
                previous = next;
                if (reading.Count >= ahead)
                {
                    yield return Next();
                }
            }
            while (reading.Count > 0)
            {
                yield return Next();
            }
        }
        finally
        {
            stop.Cancel();
            Drain(reading);
        }

        Batch Next()
        {
            cancellation.ThrowIfCancellationRequested();
            var asked = Stopwatch.GetTimestamp();
            var batch = reading.Dequeue().GetAwaiter().GetResult();
            Waited += Stopwatch.GetElapsedTime(asked);
            return batch;
        }
    }

    /// <summary>The indices of the examples in the order of an epoch.</summary>
    /// <param name="epoch">Epoch, from 0.</param>
    internal int[] Order(int epoch) =>
        shuffle ? EpochOrder.Of(dataset.Records, sampling, seed, epoch) : [.. Enumerable.Range(0, dataset.Records.Count)];

    // A repeated image gets other random transforms than before; without repetition, the seed is that of the run.
    private Batch Read((int Index, int Repeat)[] examples, int epoch, CancellationToken cancellation)
    {
        var (channels, height, width) = (dataset.InputShape[0], dataset.InputShape[1], dataset.InputShape[2]);
        var inputs = torch.empty([examples.Length, height, width, channels]);
        var targets = torch.empty([examples.Length, .. dataset.TargetShape]);
        try
        {
            var allCores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
            Parallel.For(0, examples.Length, allCores, row =>
                dataset.Read(examples[row].Index, seed + RepeatStep * examples[row].Repeat, epoch, Row(inputs, row), Row(targets, row)));
            using var placed = Placed(inputs);
            return new(placed.permute(0, 3, 1, 2), Placed(targets), Array.ConvertAll(examples, example => example.Index));
        }
        catch (Exception failure)
        {
            inputs.Dispose();
            targets.Dispose();
            ExceptionDispatchInfo.Throw(failure is AggregateException { InnerException: { } cause } ? cause : failure);
            throw;
        }

        Span<float> Row(torch.Tensor batch, int row)
        {
            var values = MemoryMarshal.Cast<byte, float>(batch.bytes);
            return values.Slice(row * (values.Length / examples.Length), values.Length / examples.Length);
        }
    }

    // A GPU copies from pinned memory asynchronously.
    private torch.Tensor Placed(torch.Tensor read)
    {
        if (device?.type != DeviceType.CUDA)
        {
            return read;
        }
        using (read)
        {
            return read.pin_memory();
        }
    }

    private static void Drain(Queue<Task<Batch>> reading)
    {
        foreach (var task in reading)
        {
            task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
            if (task.IsCompletedSuccessfully)
            {
                task.Result.Dispose();
            }
        }
    }
}
