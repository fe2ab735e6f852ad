using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>Splits a batch among threads, each of which runs the whole network on its images.</summary>
internal static class BatchParts
{
    /// <summary>
    /// Runs work on every part of a batch. There are as many parts as OpenMP provides threads, which may be fewer than requested: a part
    /// without a thread of its own would be waited for forever.
    /// </summary>
    /// <param name="split">False to run the whole batch on the calling thread.</param>
    /// <param name="images">(N, …); not split if a part would have fewer than two images, too little work per synchronization.</param>
    /// <param name="work">Called with the images of a part, valid during the call, and the part.</param>
    /// <returns>One result per part, in order.</returns>
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
