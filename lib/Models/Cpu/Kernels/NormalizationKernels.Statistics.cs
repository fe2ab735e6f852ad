using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <content>The loops over rows that sum.</content>
internal static unsafe partial class NormalizationKernels
{
    private static void ReadRow<T>(PixelRows input, float* values) where T : struct, IElements
    {
        var scratch = stackalloc byte[Lanes * sizeof(float)];
        for (var channel = 0; channel < input.Channels; channel += Lanes)
        {
            Load<T, PartialVector>(input[0] + channel * T.Size, input.Channels - channel, scratch).Store(values + channel);
        }
    }

    [MethodImpl(Compiled)]
    private static void Sum<T>(PixelRows input, long from, long to, float* pivots, double* sums) where T : struct, IElements
    {
        var scratch = stackalloc byte[Lanes * sizeof(float)];
        var width = Padded(input.Channels);
        var whole = input.Channels - input.Channels % Lanes;
        var partial = stackalloc float[2 * width];
        for (var first = from; first < to; first += Block)
        {
            var rows = (int)Math.Min(to - first, Block);
            for (var channel = 0; channel < whole; channel += Lanes)
            {
                SumColumn<T, FullVector>(input, first, rows, channel, pivots, partial, width, scratch);
            }
            if (whole < input.Channels)
            {
                SumColumn<T, PartialVector>(input, first, rows, whole, pivots, partial, width, scratch);
            }
            if (first + rows == to || (first + rows - from) % MaxRows == 0)
            {
                ChunkSums.Flush(partial, sums, 2 * width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumColumn<T, TKind>(
        PixelRows input, long first, int rows, int channel, float* pivots, float* partial, int width, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        var left = input.Channels - channel;
        var pivot = Vector512.Load(pivots + channel);
        var sum = Vector512.Load(partial + channel);
        var square = Vector512.Load(partial + width + channel);
        var at = input[first] + channel * T.Size;
        for (var row = 0; row < rows; row++, at += input.Stride)
        {
            var deviation = Load<T, TKind>(at, left, scratch) - pivot;
            sum += deviation;
            square = Vector512.FusedMultiplyAdd(deviation, deviation, square);
        }
        sum.Store(partial + channel);
        square.Store(partial + width + channel);
    }
}
