using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// Batch normalization followed by ReLU in as few passes over memory as possible, since memory bandwidth is the limit. Rows may be some of
/// the channels of wider maps, so that no input is copied.
/// </summary>
internal static unsafe class NormalizationKernels
{
    // Fully optimised at once: tiered compilation would optimise these loops only after much of a short training.
    private const MethodImplOptions Compiled = MethodImplOptions.AggressiveOptimization;

    private const int Lanes = 16;
    private const int Block = 8;       // rows summed in registers before they are stored
    private const int MaxRows = 256;   // rows summed in float32 before they are added in float64

    /// <summary>Mean and population variance per channel. One pass: reads.</summary>
    public static ChannelStatistics Statistics(PixelRows input)
    {
        var chunks = new RowChunks(input.Count, input.Channels);
        var channels = input.Channels;
        var pivot = new float[Padded(channels)];
        using var sums = new ChunkSums(chunks.Count, channels);
        fixed (float* pivots = pivot)
        {
            var pivotsAt = (nint)pivots;
            if (input.IsBFloat16)
            {
                ReadRow<BFloat16>(input, pivots);
                chunks.Run((chunk, from, to) => Sum<BFloat16>(input, from, to, (float*)pivotsAt, sums[chunk]));
            }
            else
            {
                ReadRow<Float32>(input, pivots);
                chunks.Run((chunk, from, to) => Sum<Float32>(input, from, to, (float*)pivotsAt, sums[chunk]));
            }
        }
        return ChannelStatistics.FromSums(sums.Total(0), sums.Total(1), pivot, input.Count);
    }

    /// <summary>output = max(0, scale · input + shift) per channel. One pass: reads and writes.</summary>
    /// <param name="input">The input of the batch norm.</param>
    /// <param name="affine">Scale and shift.</param>
    /// <param name="output">May be the input itself.</param>
    public static void Rectify(PixelRows input, ChannelAffine affine, PixelRows output) =>
        new RowChunks(input.Count, input.Channels).Run((_, from, to) =>
        {
            fixed (float* scale = affine.Scale, shift = affine.Shift)
            {
                if (input.IsBFloat16)
                {
                    Rectify<BFloat16>(input, output, from, to, scale, shift);
                }
                else
                {
                    Rectify<Float32>(input, output, from, to, scale, shift);
                }
            }
        });

    /// <summary>
    /// Sums per channel of the gradient through the ReLU, g = gradient where the output was above 0, and of g times the input's deviation
    /// from the mean. One pass: reads both; with <paramref name="accumulated"/> also adds scale · g there.
    /// </summary>
    /// <param name="gradient">The gradient of the output of <see cref="Rectify(PixelRows, ChannelAffine, PixelRows)"/>.</param>
    /// <param name="input">The input of the batch norm.</param>
    /// <param name="affine">The scale and shift of the forward pass.</param>
    /// <param name="mean">The mean of the input per channel.</param>
    /// <param name="accumulated">Where scale · g is added; null for none.</param>
    /// <returns>Σ g, and Σ g · (input − mean).</returns>
    public static (double[] Gradient, double[] TimesDeviation) Sums(
        PixelRows gradient, PixelRows input, ChannelAffine affine, float[] mean, PixelRows? accumulated)
    {
        var chunks = new RowChunks(input.Count, input.Channels);
        var channels = input.Channels;
        using var sums = new ChunkSums(chunks.Count, channels);
        chunks.Run((chunk, from, to) =>
        {
            fixed (float* scale = affine.Scale, shift = affine.Shift, means = mean)
            {
                if (input.IsBFloat16)
                {
                    SumGradient<BFloat16>(gradient, input, accumulated, from, to, scale, shift, means, sums[chunk]);
                }
                else
                {
                    SumGradient<Float32>(gradient, input, accumulated, from, to, scale, shift, means, sums[chunk]);
                }
            }
        });
        return (sums.Total(0), sums.Total(1));
    }

    /// <summary>
    /// output = scale · g + offset + slope · input, with g = gradient where the output was above 0, else 0. One pass: reads and writes.
    /// </summary>
    /// <param name="gradient">The gradient of the loss with respect to the output of batch norm and ReLU.</param>
    /// <param name="input">The input of the batch norm.</param>
    /// <param name="affine">The scale and shift of the forward pass; null if the gradient is already scale · g.</param>
    /// <param name="correction">Offset and slope per channel.</param>
    /// <param name="output">Written; may be the gradient itself.</param>
    public static void Correct(
        PixelRows gradient, PixelRows input, ChannelAffine? affine, ChannelCorrection correction, PixelRows output) =>
        new RowChunks(input.Count, input.Channels).Run((_, from, to) =>
        {
            fixed (float* scale = affine?.Scale, shift = affine?.Shift, offset = correction.Offset, slope = correction.Slope)
            {
                if (input.IsBFloat16)
                {
                    Correct<BFloat16>(gradient, input, output, from, to, scale, shift, offset, slope);
                }
                else
                {
                    Correct<Float32>(gradient, input, output, from, to, scale, shift, offset, slope);
                }
            }
        });

    /// <summary>Channels rounded up to whole vectors.</summary>
    public static int Padded(int channels) => (channels + Lanes - 1) / Lanes * Lanes;

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
    private static Vector512<float> Normalized(Vector512<float> value, float* scale, float* shift) =>
        Vector512.Max(Vector512<float>.Zero, Vector512.FusedMultiplyAdd(value, Vector512.Load(scale), Vector512.Load(shift)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Passed(Vector512<float> gradient, Vector512<float> value, float* scale, float* shift)
    {
        var output = Vector512.FusedMultiplyAdd(value, Vector512.Load(scale), Vector512.Load(shift));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(output, Vector512<float>.Zero), gradient, Vector512<float>.Zero);
    }

    // The last vector of a row may be partial: it goes through a scratch buffer, so that neighbouring values are not touched.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load<T, TKind>(byte* at, int count, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        if (TKind.IsFull || count >= Lanes)
        {
            return T.Load(at);
        }
        Unsafe.InitBlockUnaligned(scratch, 0, Lanes * sizeof(float));
        Unsafe.CopyBlockUnaligned(scratch, at, (uint)(count * T.Size));
        return T.Load(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, TKind>(byte* at, Vector512<float> values, int count, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        if (TKind.IsFull || count >= Lanes)
        {
            T.Store(at, values);
            return;
        }
        T.Store(scratch, values);
        Unsafe.CopyBlockUnaligned(at, scratch, (uint)(count * T.Size));
    }

    /// <summary>Whether a vector is full, known at compile time.</summary>
    private interface IVectorKind
    {
        /// <summary>True if all lanes belong to the row.</summary>
        static abstract bool IsFull { get; }
    }

    private readonly struct FullVector : IVectorKind
    {
        public static bool IsFull => true;
    }

    private readonly struct PartialVector : IVectorKind
    {
        public static bool IsFull => false;
    }
}
