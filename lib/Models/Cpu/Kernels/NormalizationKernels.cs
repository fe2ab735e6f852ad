using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// Batch normalization with the ReLU behind it, in as few passes over memory as there can be: a pass is what it costs, arithmetic is
/// hidden behind it. Rows may be some of the channels of wider maps, so nothing is copied to be read.
/// </summary>
internal static unsafe class NormalizationKernels
{
    // At once and in full: by the time that the runtime finds these loops worth it, a short training is over.
    private const MethodImplOptions Compiled = MethodImplOptions.AggressiveOptimization;

    private const int Lanes = 16;
    private const int Block = 8;       // rows that are summed in registers before memory is touched
    private const int MostRows = 256;  // rows that are summed in float32 before they go to float64

    /// <summary>Mean and variance (of the population) of every channel. One pass: reads.</summary>
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

    /// <summary>output = max(0, scale · input + shift), channel by channel. One pass: reads and writes.</summary>
    /// <param name="input">What is normalised.</param>
    /// <param name="affine">Scale and shift.</param>
    /// <param name="output">May be the input itself.</param>
    public static void Rectify(PixelRows input, ChannelAffine affine, PixelRows output) => new RowChunks(input.Count, input.Channels).Run((_, from, to) =>
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
    /// The gradient behind the ReLU, g = gradient where the output was above 0: its sum and its sum times the input's deviation, channel
    /// by channel. One pass: reads both; with <paramref name="accumulated"/> also adds scale · g there.
    /// </summary>
    /// <param name="gradient">Of the loss by the output of <see cref="Rectify(PixelRows, ChannelAffine, PixelRows)"/>.</param>
    /// <param name="input">What was normalised.</param>
    /// <param name="affine">The scale and shift it was normalised with.</param>
    /// <param name="mean">Of the input, one a channel.</param>
    /// <param name="accumulated">Where scale · g is added; null for nowhere.</param>
    /// <returns>Σ g, and Σ g · (input − mean).</returns>
    public static (double[] Gradient, double[] TimesDeviation) Sums(PixelRows gradient, PixelRows input, ChannelAffine affine, float[] mean, PixelRows? accumulated)
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
    /// output = scale · g + offset + slope · input, where g = gradient where the output was above 0, else 0. One pass: reads both, writes.
    /// </summary>
    /// <param name="gradient">Of the loss by the normalised and rectified input.</param>
    /// <param name="input">What was normalised.</param>
    /// <param name="affine">The scale and shift it was normalised with; null where the gradient is already scale · g.</param>
    /// <param name="correction">Offset and slope of every channel.</param>
    /// <param name="output">Written; may be the gradient itself.</param>
    public static void Correct(PixelRows gradient, PixelRows input, ChannelAffine? affine, ChannelCorrection correction, PixelRows output) =>
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

    /// <summary>Channels rounded up, so that the last vector of per-channel numbers is whole.</summary>
    public static int Padded(int channels) => (channels + Lanes - 1) / Lanes * Lanes;

    private static void ReadRow<T>(PixelRows input, float* numbers) where T : struct, IElements
    {
        var scratch = stackalloc byte[Lanes * sizeof(float)];
        for (var channel = 0; channel < input.Channels; channel += Lanes)
        {
            Load<T, Part>(input[0] + channel * T.Size, input.Channels - channel, scratch).Store(numbers + channel);
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
                SumColumn<T, Whole>(input, first, rows, channel, pivots, partial, width, scratch);
            }
            if (whole < input.Channels)
            {
                SumColumn<T, Part>(input, first, rows, whole, pivots, partial, width, scratch);
            }
            if (first + rows == to || (first + rows - from) % MostRows == 0)
            {
                ChunkSums.Flush(partial, sums, 2 * width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumColumn<T, TPart>(PixelRows input, long first, int rows, int channel, float* pivots, float* partial, int width, byte* scratch)
        where T : struct, IElements where TPart : struct, IPart
    {
        var left = input.Channels - channel;
        var pivot = Vector512.Load(pivots + channel);
        var sum = Vector512.Load(partial + channel);
        var square = Vector512.Load(partial + width + channel);
        var at = input[first] + channel * T.Size;
        for (var row = 0; row < rows; row++, at += input.Stride)
        {
            var deviation = Load<T, TPart>(at, left, scratch) - pivot;
            sum += deviation;
            square = Vector512.FusedMultiplyAdd(deviation, deviation, square);
        }
        sum.Store(partial + channel);
        square.Store(partial + width + channel);
    }

    [MethodImpl(Compiled)]
    private static void Rectify<T>(PixelRows input, PixelRows output, long from, long to, float* scale, float* shift) where T : struct, IElements
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
                var number = Load<T, Part>(source + whole * T.Size, input.Channels - whole, scratch);
                Store<T, Part>(target + whole * T.Size, Normalized(number, scale + whole, shift + whole), input.Channels - whole, scratch);
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
                SumGradientColumn<T, Whole>(gradient, input, accumulated, first, rows, channel, scale, shift, means, partial, width, scratch);
            }
            if (whole < input.Channels)
            {
                SumGradientColumn<T, Part>(gradient, input, accumulated, first, rows, whole, scale, shift, means, partial, width, scratch);
            }
            if (first + rows == to || (first + rows - from) % MostRows == 0)
            {
                ChunkSums.Flush(partial, sums, 2 * width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumGradientColumn<T, TPart>(PixelRows gradient, PixelRows input, PixelRows? accumulated, long first, int rows, int channel,
        float* scale, float* shift, float* means, float* partial, int width, byte* scratch) where T : struct, IElements where TPart : struct, IPart
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
            var number = Load<T, TPart>(at, left, scratch);
            var passed = Passed(Load<T, TPart>(given, left, scratch), number, scale + channel, shift + channel);
            sum += passed;
            product = Vector512.FusedMultiplyAdd(passed, number - mean, product);
            if (target != null)
            {
                Store<T, TPart>(target, Vector512.FusedMultiplyAdd(factor, passed, Load<T, TPart>(target, left, scratch)), left, scratch);
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
                CorrectVector<T, Whole>((byte*)given, (byte*)at, (byte*)target, channel, input.Channels, scale, shift, offset, slope, scratch);
            }
            if (whole < input.Channels)
            {
                CorrectVector<T, Part>((byte*)given, (byte*)at, (byte*)target, whole, input.Channels, scale, shift, offset, slope, scratch);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CorrectVector<T, TPart>(byte* gradient, byte* input, byte* output, int channel, int channels,
        float* scale, float* shift, float* offset, float* slope, byte* scratch) where T : struct, IElements where TPart : struct, IPart
    {
        var (left, at) = (channels - channel, channel * T.Size);
        var number = Load<T, TPart>(input + at, left, scratch);
        var passed = Load<T, TPart>(gradient + at, left, scratch);
        if (scale != null)
        {
            passed = Passed(passed, number, scale + channel, shift + channel) * Vector512.Load(scale + channel);
        }
        var corrected = passed + Vector512.FusedMultiplyAdd(number, Vector512.Load(slope + channel), Vector512.Load(offset + channel));
        Store<T, TPart>(output + at, corrected, left, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Normalized(Vector512<float> number, float* scale, float* shift) =>
        Vector512.Max(Vector512<float>.Zero, Vector512.FusedMultiplyAdd(number, Vector512.Load(scale), Vector512.Load(shift)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Passed(Vector512<float> gradient, Vector512<float> number, float* scale, float* shift)
    {
        var output = Vector512.FusedMultiplyAdd(number, Vector512.Load(scale), Vector512.Load(shift));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(output, Vector512<float>.Zero), gradient, Vector512<float>.Zero);
    }

    // The last vector of a row may be a part of one: it goes by way of a scratch vector, so that no neighbour is touched.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load<T, TPart>(byte* at, int count, byte* scratch) where T : struct, IElements where TPart : struct, IPart
    {
        if (TPart.IsWhole || count >= Lanes)
        {
            return T.Load(at);
        }
        Unsafe.InitBlockUnaligned(scratch, 0, Lanes * sizeof(float));
        Unsafe.CopyBlockUnaligned(scratch, at, (uint)(count * T.Size));
        return T.Load(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, TPart>(byte* at, Vector512<float> numbers, int count, byte* scratch) where T : struct, IElements where TPart : struct, IPart
    {
        if (TPart.IsWhole || count >= Lanes)
        {
            T.Store(at, numbers);
            return;
        }
        T.Store(scratch, numbers);
        Unsafe.CopyBlockUnaligned(at, scratch, (uint)(count * T.Size));
    }

    /// <summary>What is known of a vector when the code is compiled.</summary>
    private interface IPart
    {
        /// <summary>True where all its lanes are of the row.</summary>
        static abstract bool IsWhole { get; }
    }

    private readonly struct Whole : IPart
    {
        public static bool IsWhole => true;
    }

    private readonly struct Part : IPart
    {
        public static bool IsWhole => false;
    }
}
