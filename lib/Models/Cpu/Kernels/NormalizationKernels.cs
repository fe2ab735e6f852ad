using System.Runtime.CompilerServices;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// Batch normalization followed by ReLU in as few passes over memory as possible, since memory bandwidth is the limit. Rows may be some of
/// the channels of wider maps, so that no input is copied.
/// </summary>
internal static unsafe partial class NormalizationKernels
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
}
