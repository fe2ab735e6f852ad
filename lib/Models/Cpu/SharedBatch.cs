using System.Runtime.ExceptionServices;
using Telltale.Models.Cpu.Kernels;

namespace Telltale.Models.Cpu;

/// <summary>
/// A batch that several threads train on at once, each with some of its images and from the first layer to the last. They meet only where
/// a batch norm needs sums over all images; threads sharing each operation would meet, and wait, at every operation.
/// </summary>
/// <param name="parts">How many threads; all of them run at the same time, see <see cref="BatchParts"/>.</param>
internal sealed class SharedBatch(int parts)
{
    private readonly object[][] slots = [new object[parts], new object[parts]]; // alternating: the next meeting writes where no one reads any more
    private long arrivals; // at all meetings so far
    private volatile Exception? failure;

    /// <summary>One of the parts.</summary>
    /// <param name="index">From 0.</param>
    public Part Join(int index) => new(this, index);

    // They arrive within microseconds of each other a thousand times a second: putting a thread to sleep would take longer.
    private void Meet()
    {
        var last = (Interlocked.Increment(ref arrivals) + parts - 1) / parts * parts;
        var wait = new SpinWait();
        while (Interlocked.Read(ref arrivals) < last && failure is null)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Some images of the batch, in the hands of one thread.</summary>
    internal sealed class Part(SharedBatch batch, int index)
    {
        private int turn;

        /// <summary>From 0.</summary>
        public int Index => index;

        /// <summary>True for the part that does what is done once for the whole batch.</summary>
        public bool IsFirst => index == 0;

        /// <summary>Shows the others something, and waits for theirs.</summary>
        /// <returns>Of all parts, in their order, so that sums over them are the same in every part.</returns>
        /// <exception cref="Exception">Another part failed: its failure is thrown here too.</exception>
        public T[] Exchange<T>(T own) where T : notnull
        {
            var slots = batch.slots[turn++ % 2];
            slots[index] = own;
            batch.Meet();
            if (batch.failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
            return Array.ConvertAll(slots, slot => (T)slot);
        }

        /// <summary>Has the first part find something for all of them.</summary>
        public T Once<T>(Func<T> find) where T : class => (T)Exchange<object>(IsFirst ? find() : this)[0];

        /// <summary>Mean and variance over the pixels of the whole batch.</summary>
        /// <param name="own">Over those of this part.</param>
        /// <param name="pixels">Of this part.</param>
        public (ChannelStatistics Statistics, long Pixels) Combine(ChannelStatistics own, long pixels)
        {
            var all = Exchange((Statistics: own, Pixels: pixels));
            return (ChannelStatistics.Combine(all), all.Sum(part => part.Pixels));
        }

        /// <summary>Two sums over the pixels of the whole batch, channel by channel, from those over the pixels of this part.</summary>
        public (double[] First, double[] Second) Add((double[] First, double[] Second) own)
        {
            var all = Exchange(own);
            return (Total(all.Select(sums => sums.First)), Total(all.Select(sums => sums.Second)));
        }

        /// <summary>Gives up, so that no other part waits for this one.</summary>
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
