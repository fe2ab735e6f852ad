using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>
/// The feature maps of a dense block in one buffer. Each layer appends its own; concatenating would copy all of them for every layer. The
/// statistics of a channel are computed once, since all batch norms that read the channel need the same; in the backward pass, the
/// contributions of mean and variance to a channel's gradient are summed over its batch norms and applied once.
/// </summary>
internal sealed class DenseMaps : IDisposable
{
    private readonly ForwardPass pass;
    private readonly Tensor maps; // (N, H, W, all channels of the block)
    private readonly ChannelStatistics statistics;
    private readonly ChannelCorrection correction;
    private Tensor? gradient;     // of the same shape, without the correction
    private long pixels;          // of the whole batch
    private int filled;

    /// <summary>Creates the maps of a block.</summary>
    /// <param name="input">The block's input, (N, H, W, C).</param>
    /// <param name="channels">Channels of input and layers together.</param>
    /// <param name="pass">For training or prediction.</param>
    public DenseMaps(Activation input, int channels, ForwardPass pass)
    {
        this.pass = pass;
        maps = empty([.. input.Value.Sizes()[..3], channels], input.Value.dtype);
        var padded = NormalizationKernels.Padded(channels);
        statistics = new(new float[padded], new float[padded]);
        correction = new(new float[padded], new float[padded]);
        Append(input);
    }

    /// <summary>Appends a layer's maps.</summary>
    public void Append(Activation fresh)
    {
        using var scope = NewDisposeScope();
        var (first, channels) = (filled, (int)fresh.Value.size(-1));
        maps.narrow(3, first, channels).copy_(fresh.Value);
        filled += channels;
        if (pass.Tape is null)
        {
            fresh.DisposeUnlessKept();
            return;
        }
        var rows = PixelRows.Of(fresh.Value);
        (var own, pixels) = pass.Tape.Part.Combine(NormalizationKernels.Statistics(rows), rows.Count);
        fresh.DisposeUnlessKept();
        own.Mean.AsSpan(0, channels).CopyTo(statistics.Mean.AsSpan(first));
        own.Variance.AsSpan(0, channels).CopyTo(statistics.Variance.AsSpan(first));
        pass.Tape.Record(() =>
        {
            var ofFresh = empty([.. maps.Sizes()[..3], channels], maps.dtype);
            NormalizationKernels.Correct(
                PixelRows.Of(gradient!, first, channels), PixelRows.Of(maps, first, channels), affine: null,
                CorrectionOf(first, channels), PixelRows.Of(ofFresh));
            fresh.AddGradient(ofFresh);
            if (first == 0)
            {
                maps.Dispose();
                gradient!.Dispose();
            }
        });
    }

    /// <summary>Batch norm and ReLU of all maps so far.</summary>
    public Activation NormalizeAndRectify(BatchNormalization norm)
    {
        var channels = filled;
        var rows = PixelRows.Of(maps, 0, channels);
        var affine = pass.Tape is null ? norm.OfRunningStatistics() : norm.OfBatch(statistics);
        var output = new Activation(Rectified(), recompute: Rectified);
        if (pass.Tape is { } tape)
        {
            if (tape.Part.IsFirst)
            {
                norm.Update(statistics, pixels);
            }
            tape.Record(() =>
            {
                gradient ??= zeros_like(maps).DetachFromDisposeScope();
                using var given = output.TakeGradient();
                var accumulated = PixelRows.Of(gradient, 0, rows.Channels);
                var sums = NormalizationKernels.Sums(PixelRows.Of(given), rows, affine, statistics.Mean, accumulated);
                Correct(norm, affine, tape.Part, sums);
                output.Dispose();
            });
        }
        return output;

        Tensor Rectified()
        {
            var rectified = empty([.. maps.Sizes()[..3], channels], maps.dtype);
            NormalizationKernels.Rectify(rows, affine, PixelRows.Of(rectified));
            return rectified;
        }
    }

    /// <summary>Frees the maps, unless a tape still needs them.</summary>
    public void Dispose()
    {
        if (pass.Tape is null)
        {
            maps.Dispose();
        }
    }

    private void Correct(BatchNormalization norm, ChannelAffine affine, SharedBatch.Part part, (double[], double[]) own)
    {
        var sums = part.Add(own);
        if (part.IsFirst)
        {
            norm.SetGradients(sums, statistics);
        }
        var added = FusedBatchNorm.Correction(sums, statistics, affine, pixels);
        for (var channel = 0; channel < added.Offset.Length; channel++)
        {
            correction.Offset[channel] += added.Offset[channel];
            correction.Slope[channel] += added.Slope[channel];
        }
    }

    private ChannelCorrection CorrectionOf(int first, int channels)
    {
        var padded = NormalizationKernels.Padded(channels);
        var part = new ChannelCorrection(new float[padded], new float[padded]);
        correction.Offset.AsSpan(first, channels).CopyTo(part.Offset);
        correction.Slope.AsSpan(first, channels).CopyTo(part.Slope);
        return part;
    }
}
