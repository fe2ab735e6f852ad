using System.Runtime.InteropServices;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// Two sums for every channel and chunk, added over the chunks in one order. Memory that the garbage collector never sees, since it is
/// needed a thousand times a training step.
/// </summary>
internal sealed unsafe class ChunkSums : IDisposable
{
    private readonly int chunks, channels, padded;
    private double* sums;

    public ChunkSums(int chunks, int channels)
    {
        (this.chunks, this.channels, padded) = (chunks, channels, NormalizationKernels.Padded(channels));
        sums = (double*)NativeMemory.AllocZeroed((nuint)(chunks * 2 * padded), sizeof(double));
    }

    /// <summary>The first sum of every channel of a chunk, padded to whole vectors; behind it the second.</summary>
    public double* this[int chunk] => sums + chunk * 2 * padded;

    /// <summary>The first or the second sum over all chunks, one a channel.</summary>
    public double[] Total(int kind)
    {
        var totals = new double[channels];
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var part = new ReadOnlySpan<double>(this[chunk] + kind * padded, channels);
            for (var channel = 0; channel < channels; channel++)
            {
                totals[channel] += part[channel];
            }
        }
        return totals;
    }

    /// <summary>Adds partial sums of float32 to those of a chunk, and makes them zero again.</summary>
    public static void Flush(float* partial, double* sums, int count)
    {
        for (var index = 0; index < count; index++)
        {
            sums[index] += partial[index];
            partial[index] = 0;
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        NativeMemory.Free(sums);
        sums = null;
    }
}
