using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <content>The loops over rows of the backward pass.</content>
internal static unsafe partial class NormalizationKernels
{
    [MethodImpl(Compiled)]
    private static void SumGradient<T>(PixelRows gradient, PixelRows input, PixelRows? accumulated, long from, long to,
        float* scale, float* shift, float* means, double* sums) where T : struct, IElements
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
                SumGradientColumn<T, FullVector>(
                    gradient, input, accumulated, first, rows, channel, scale, shift, means, partial, width, scratch);
            }
            if (whole < input.Channels)
            {
                SumGradientColumn<T, PartialVector>(
                    gradient, input, accumulated, first, rows, whole, scale, shift, means, partial, width, scratch);
            }
            if (first + rows == to || (first + rows - from) % MaxRows == 0)
            {
                ChunkSums.Flush(partial, sums, 2 * width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumGradientColumn<T, TKind>(
        PixelRows gradient, PixelRows input, PixelRows? accumulated, long first, int rows, int channel,
        float* scale, float* shift, float* means, float* partial, int width, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        var left = input.Channels - channel;
        var (mean, factor) = (Vector512.Load(means + channel), Vector512.Load(scale + channel));
        var sum = Vector512.Load(partial + channel);
        var product = Vector512.Load(partial + width + channel);
        var at = input[first] + channel * T.Size;
        var given = gradient[first] + channel * T.Size;
        var target = accumulated is { } maps ? maps[first] + channel * T.Size : null;
        for (var row = 0; row < rows; row++, at += input.Stride, given += gradient.Stride)
        {
            var value = Load<T, TKind>(at, left, scratch);
            var passed = Passed(Load<T, TKind>(given, left, scratch), value, scale + channel, shift + channel);
            sum += passed;
            product = Vector512.FusedMultiplyAdd(passed, value - mean, product);
            if (target != null)
            {
                Store<T, TKind>(target, Vector512.FusedMultiplyAdd(factor, passed, Load<T, TKind>(target, left, scratch)), left, scratch);
                target += accumulated!.Value.Stride;
            }
        }
        sum.Store(partial + channel);
        product.Store(partial + width + channel);
    }

    [MethodImpl(Compiled)]
    private static void Correct<T>(PixelRows gradient, PixelRows input, PixelRows output, long from, long to,
        float* scale, float* shift, float* offset, float* slope) where T : struct, IElements
    {
        var scratch = stackalloc byte[Lanes * sizeof(float)];
        var whole = input.Channels - input.Channels % Lanes;
        for (var row = from; row < to; row++)
        {
            var (at, given, target) = ((nint)input[row], (nint)gradient[row], (nint)output[row]);
            for (var channel = 0; channel < whole; channel += Lanes)
            {
                CorrectVector<T, FullVector>(
                    (byte*)given, (byte*)at, (byte*)target, channel, input.Channels, scale, shift, offset, slope, scratch);
            }
            if (whole < input.Channels)
            {
                CorrectVector<T, PartialVector>(
                    (byte*)given, (byte*)at, (byte*)target, whole, input.Channels, scale, shift, offset, slope, scratch);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CorrectVector<T, TKind>(byte* gradient, byte* input, byte* output, int channel, int channels,
        float* scale, float* shift, float* offset, float* slope, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        var (left, at) = (channels - channel, channel * T.Size);
        var value = Load<T, TKind>(input + at, left, scratch);
        var passed = Load<T, TKind>(gradient + at, left, scratch);
        if (scale != null)
        {
            passed = Passed(passed, value, scale + channel, shift + channel) * Vector512.Load(scale + channel);
        }
        var corrected = passed + Vector512.FusedMultiplyAdd(value, Vector512.Load(slope + channel), Vector512.Load(offset + channel));
        Store<T, TKind>(output + at, corrected, left, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Passed(Vector512<float> gradient, Vector512<float> value, float* scale, float* shift)
    {
        var output = Vector512.FusedMultiplyAdd(value, Vector512.Load(scale), Vector512.Load(shift));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(output, Vector512<float>.Zero), gradient, Vector512<float>.Zero);
    }
}
