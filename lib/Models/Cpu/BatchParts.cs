using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>Splits a batch among threads, each of which takes its images through the whole network.</summary>
internal static class BatchParts
{
    /// <summary>
    /// Runs work on every part of a batch. Parts are made by the team that is there, not by the one asked for: a part without a thread of its
    /// own would be waited for without end.
    /// </summary>
    /// <param name="split">False for one part in the hands of the calling thread.</param>
    /// <param name="images">(N, …); not split where a part would have fewer than two images, too few between two meetings.</param>
    /// <param name="work">Told the images of a part, valid during the call, and its place in the batch.</param>
    /// <returns>One result for each part, in order.</returns>
    public static T[] Run<T>(bool split, Tensor images, Func<Tensor, SharedBatch.Part, T> work)
    {
        var (count, threads) = (images.size(0), CpuTeam.Threads);
        if (!split || threads == 1 || count < 2 * threads)
        {
            return [work(images, new SharedBatch(1).Join(0))];
        }
        var results = default(T[]);
        var batch = default(SharedBatch);
        CpuTeam.RunTogether(threads, (index, size) =>
        {
            var length = (count + size - 1) / size;
            var parts = (int)((count + length - 1) / length);
            var shared = LazyInitializer.EnsureInitialized(ref batch, () => new SharedBatch(parts));
            var found = LazyInitializer.EnsureInitialized(ref results, () => new T[parts]);
            if (index < parts)
            {
                var part = shared.Join(index);
                try
                {
                    using var own = images.narrow(0, index * length, Math.Min(length, count - index * length));
                    found[index] = work(own, part);
                }
                catch (Exception failure)
                {
                    part.Fail(failure);
                    throw;
                }
            }
        });
        return results!;
    }
}
