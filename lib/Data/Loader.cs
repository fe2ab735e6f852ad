using System.Runtime.InteropServices;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Data;

/// <summary>Reads a dataset in batches, decoding and augmenting on background threads a few batches ahead.</summary>
/// <remarks>Order and content depend on (seed, epoch) alone, never on the number of threads.</remarks>
/// <param name="dataset">What to read.</param>
/// <param name="batchSize">Examples in a batch, at least 1; the last batch of an epoch may be smaller.</param>
/// <param name="seed">Seed of the order and of every random transform.</param>
/// <param name="shuffle">True to visit the examples in a new order each epoch.</param>
/// <param name="ahead">Most batches read before they are asked for; each is read by one thread.</param>
public sealed class Loader(ImageDataset dataset, int batchSize, long seed, bool shuffle, int ahead = 4)
{
    /// <summary>What is read.</summary>
    public ImageDataset Dataset => dataset;

    /// <summary>Batches in an epoch.</summary>
    public int BatchCount => (dataset.Records.Count + batchSize - 1) / batchSize;

    /// <summary>The batches of one epoch, in order. The caller disposes each.</summary>
    /// <param name="epoch">Epoch, from 0.</param>
    /// <param name="skip">Batches to leave out at the start, as when a run resumes in the middle of an epoch.</param>
    /// <param name="cancellation">Ends the reading; batches read ahead are freed.</param>
    /// <exception cref="ImageFileException">A file cannot be read; the message names it.</exception>
    public IEnumerable<Batch> Epoch(int epoch, int skip = 0, CancellationToken cancellation = default)
    {
        var batches = Order(epoch).Chunk(batchSize).Skip(skip);
        var reading = new Queue<Task<Batch>>();
        try
        {
            foreach (var indices in batches)
            {
                reading.Enqueue(Task.Run(() => Read(indices, epoch), cancellation));
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
            Drain(reading);
        }

        Batch Next()
        {
            cancellation.ThrowIfCancellationRequested();
            return reading.Dequeue().GetAwaiter().GetResult();
        }
    }

    /// <summary>The order in which an epoch visits the examples.</summary>
    /// <param name="epoch">Epoch, from 0.</param>
    public int[] Order(int epoch) =>
        shuffle ? SeededRandom.For(seed, epoch).Permutation(dataset.Records.Count) : [.. Enumerable.Range(0, dataset.Records.Count)];

    private Batch Read(int[] indices, int epoch)
    {
        var inputs = torch.empty([indices.Length, .. dataset.InputShape]);
        var targets = torch.empty([indices.Length, .. dataset.TargetShape]);
        try
        {
            Fill(indices, epoch, MemoryMarshal.Cast<byte, float>(inputs.bytes), MemoryMarshal.Cast<byte, float>(targets.bytes));
            return new(inputs, targets, indices);
        }
        catch
        {
            inputs.Dispose();
            targets.Dispose();
            throw;
        }
    }

    private void Fill(int[] indices, int epoch, Span<float> inputs, Span<float> targets)
    {
        var (inputSize, targetSize) = (inputs.Length / indices.Length, targets.Length / indices.Length);
        for (var row = 0; row < indices.Length; row++)
        {
            dataset.Read(indices[row], seed, epoch, inputs.Slice(row * inputSize, inputSize), targets.Slice(row * targetSize, targetSize));
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
