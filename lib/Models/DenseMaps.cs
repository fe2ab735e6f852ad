using Telltale.Models.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// What the layers of a dense block read: the maps of all layers before them, side by side in one memory. A layer's maps are written
/// behind the others once, where concatenating would copy all of them for every layer. And each channel's moments are computed once,
/// since every batch norm that reads it sees the same; going back, what mean and variance add to a channel's gradient is summed over
/// its readers and applied once.
/// </summary>
internal sealed class DenseMaps : IDisposable
{
    private readonly ForwardPass pass;
    private readonly Tensor maps; // (N, H, W, all channels of the block)
    private readonly ChannelMoments moments;
    private readonly ChannelCorrection correction;
    private Tensor? gradient;     // of the same shape, without the correction
    private int filled;

    /// <summary>Maps for a block.</summary>
    /// <param name="input">The block's input, (N, H, W, C).</param>
    /// <param name="channels">Channels of input and layers together.</param>
    /// <param name="pass">To learn or to predict.</param>
    public DenseMaps(Activation input, int channels, ForwardPass pass)
    {
        this.pass = pass;
        maps = empty([.. input.Value.shape[..3], channels], input.Value.dtype);
        var padded = NormalizationKernels.Padded(channels);
        moments = new(new float[padded], new float[padded]);
        correction = new(new float[padded], new float[padded]);
        Append(input);
    }

    /// <summary>Adds a layer's maps behind the others.</summary>
    public void Append(Activation fresh)
    {
        using var scope = NewDisposeScope();
        var (first, channels) = (filled, (int)fresh.Value.shape[^1]);
        maps.narrow(3, first, channels).copy_(fresh.Value);
        filled += channels;
        if (pass.Tape is null)
        {
            fresh.DisposeUnlessKept();
            return;
        }
        var own = NormalizationKernels.Moments(PixelRows.Of(fresh.Value));
        own.Mean.AsSpan(0, channels).CopyTo(moments.Mean.AsSpan(first));
        own.Variance.AsSpan(0, channels).CopyTo(moments.Variance.AsSpan(first));
        pass.Tape.Record(() =>
        {
            var ofFresh = empty([.. maps.shape[..3], channels], maps.dtype);
            NormalizationKernels.Correct(PixelRows.Of(gradient!, first, channels), PixelRows.Of(maps, first, channels), null, Part(first, channels), PixelRows.Of(ofFresh));
            fresh.AddGradient(ofFresh);
            if (first == 0)
            {
                maps.Dispose();
                gradient!.Dispose();
            }
        });
    }

    /// <summary>All maps so far through a batch norm and the ReLU behind it.</summary>
    public Activation Rectify(BatchNormalization norm)
    {
        var rows = PixelRows.Of(maps, 0, filled);
        var affine = pass.Tape is null ? norm.OfRunningMoments() : norm.OfBatch(moments, rows.Count);
        var output = new Activation(empty([.. maps.shape[..3], filled], maps.dtype));
        NormalizationKernels.Rectify(rows, affine, PixelRows.Of(output.Value));
        pass.Tape?.Record(() =>
        {
            gradient ??= zeros_like(maps).DetachFromDisposeScope();
            using var given = output.TakeGradient();
            var (sum, timesDeviation) = NormalizationKernels.Sums(PixelRows.Of(given), rows, affine, moments.Mean, PixelRows.Of(gradient, 0, rows.Channels));
            Add(norm.KeepGradients(sum, timesDeviation, moments, affine, rows.Count));
            output.Dispose();
        });
        return output;
    }

    /// <summary>Frees the maps, unless a tape still needs them.</summary>
    public void Dispose()
    {
        if (pass.Tape is null)
        {
            maps.Dispose();
        }
    }

    private void Add(ChannelCorrection part)
    {
        for (var channel = 0; channel < part.Offset.Length; channel++)
        {
            correction.Offset[channel] += part.Offset[channel];
            correction.Slope[channel] += part.Slope[channel];
        }
    }

    private ChannelCorrection Part(int first, int channels)
    {
        var part = new ChannelCorrection(new float[NormalizationKernels.Padded(channels)], new float[NormalizationKernels.Padded(channels)]);
        correction.Offset.AsSpan(first, channels).CopyTo(part.Offset);
        correction.Slope.AsSpan(first, channels).CopyTo(part.Slope);
        return part;
    }
}
