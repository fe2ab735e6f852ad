using System.Runtime.InteropServices;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// Two sums per channel and chunk, added over the chunks in a fixed order. The memory is native, since it is allocated a thousand times
/// per training step.
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

    /// <summary>The first sums of all channels of a chunk, padded to whole vectors, followed by the second sums.</summary>
    public double* this[int chunk] => sums + chunk * 2 * padded;

    /// <summary>The first (0) or second (1) sum over all chunks, one per channel.</summary>
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

    /// <summary>Adds partial float32 sums to those of a chunk and resets them to zero.</summary>
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
