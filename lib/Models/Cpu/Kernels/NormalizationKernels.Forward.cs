using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <content>The loops over rows of the forward pass.</content>
internal static unsafe partial class NormalizationKernels
{
    [MethodImpl(Compiled)]
    private static void Rectify<T>(PixelRows input, PixelRows output, long from, long to, float* scale, float* shift)
        where T : struct, IElements
    {
        var scratch = stackalloc byte[Lanes * sizeof(float)];
        var whole = input.Channels - input.Channels % Lanes;
        for (var row = from; row < to; row++)
        {
            var source = input[row];
            var target = output[row];
            for (var channel = 0; channel < whole; channel += Lanes)
            {
                T.Store(target + channel * T.Size, Normalized(T.Load(source + channel * T.Size), scale + channel, shift + channel));
            }
            if (whole < input.Channels)
            {
                var value = Load<T, PartialVector>(source + whole * T.Size, input.Channels - whole, scratch);
                var rectified = Normalized(value, scale + whole, shift + whole);
                Store<T, PartialVector>(target + whole * T.Size, rectified, input.Channels - whole, scratch);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Normalized(Vector512<float> value, float* scale, float* shift) =>
        Vector512.MaxNative(Vector512<float>.Zero, Vector512.FusedMultiplyAdd(value, Vector512.Load(scale), Vector512.Load(shift)));
}
