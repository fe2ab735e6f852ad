using System.Runtime.ExceptionServices;
using Telltale.Models.Cpu.Kernels;

namespace Telltale.Models.Cpu;

/// <summary>
/// A batch that several threads train on in parallel, each running the whole network on some of its images. They synchronize only where a
/// batch norm needs sums over all images; threads sharing each operation would synchronize at every operation.
/// </summary>
/// <param name="parts">The number of threads; all run at the same time, see <see cref="BatchParts"/>.</param>
internal sealed class SharedBatch(int parts)
{
    // Alternating: an exchange writes to the slots that no part reads any more.
    private readonly object[][] slots = [new object[parts], new object[parts]];
    private long arrivals; // at all barriers so far
    private volatile Exception? failure;

    /// <summary>Creates the part with an index.</summary>
    /// <param name="index">From 0.</param>
    public Part Join(int index) => new(this, index);

    // Threads arrive within microseconds of each other, a thousand times a second: sleeping would take longer.
    private void Synchronize()
    {
        var last = (Interlocked.Increment(ref arrivals) + parts - 1) / parts * parts;
        var wait = new SpinWait();
        while (Interlocked.Read(ref arrivals) < last && failure is null)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Some images of the batch, processed by one thread.</summary>
    internal sealed class Part(SharedBatch batch, int index)
    {
        private int exchanges;

        /// <summary>From 0.</summary>
        public int Index => index;

        /// <summary>True for the part that does the work needed once per batch.</summary>
        public bool IsFirst => index == 0;

        /// <summary>Publishes a value and waits for the values of all other parts.</summary>
        /// <returns>The values of all parts in order, so that sums over them are the same in every part.</returns>
        /// <exception cref="Exception">Another part failed; its exception is rethrown here.</exception>
        public T[] Exchange<T>(T own) where T : notnull
        {
            var slots = batch.slots[exchanges++ % 2];
            slots[index] = own;
            batch.Synchronize();
            if (batch.failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
            return Array.ConvertAll(slots, slot => (T)slot);
        }

        /// <summary>Computes a value in the first part and returns it in all parts.</summary>
        public T Once<T>(Func<T> compute) where T : class => (T)Exchange<object>(IsFirst ? compute() : this)[0];

        /// <summary>Mean and variance over the pixels of the whole batch.</summary>
        /// <param name="own">The statistics of this part.</param>
        /// <param name="pixels">The number of pixels of this part.</param>
        public (ChannelStatistics Statistics, long Pixels) Combine(ChannelStatistics own, long pixels)
        {
            var all = Exchange((Statistics: own, Pixels: pixels));
            return (ChannelStatistics.Combine(all), all.Sum(part => part.Pixels));
        }

        /// <summary>Two sums per channel over the pixels of the whole batch, from those of this part.</summary>
        public (double[] First, double[] Second) Add((double[] First, double[] Second) own)
        {
            var all = Exchange(own);
            return (Total(all.Select(sums => sums.First)), Total(all.Select(sums => sums.Second)));
        }

        /// <summary>Reports a failure, so that no other part waits for this one.</summary>
        public void Fail(Exception failure) => batch.failure = failure;

        private static double[] Total(IEnumerable<double[]> parts)
        {
            var total = new double[parts.First().Length];
            foreach (var part in parts)
            {
                for (var channel = 0; channel < total.Length; channel++)
                {
                    total[channel] += part[channel];
                }
            }
            return total;
        }
    }
}
