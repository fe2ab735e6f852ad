using Telltale.Models.Cpu.Kernels;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>Batch norm followed by ReLU, in one pass over memory.</summary>
internal static class NormalizationStep
{
    /// <summary>Batch norm and ReLU; in prediction, in place.</summary>
    public static Activation NormalizeAndRectify(this ForwardPass pass, Activation input, BatchNormalization norm)
    {
        var rows = PixelRows.Of(input.Value);
        if (pass.Tape is not { } tape)
        {
            NormalizationKernels.Rectify(rows, norm.OfRunningStatistics(), rows);
            return input;
        }
        var part = tape.Part;
        var (statistics, pixels) = part.Combine(NormalizationKernels.Statistics(rows), rows.Count);
        var affine = norm.OfBatch(statistics);
        var output = new Activation(Rectified(), recompute: Rectified);
        if (part.IsFirst)
        {
            norm.Update(statistics, pixels);
        }
        tape.Record(() =>
        {
            var gradient = output.TakeGradient();
            var given = PixelRows.Of(gradient);
            var sums = part.Add(NormalizationKernels.Sums(given, rows, affine, statistics.Mean, accumulated: null));
            if (part.IsFirst)
            {
                norm.SetGradients(sums, statistics);
            }
            NormalizationKernels.Correct(given, rows, affine, FusedBatchNorm.Correction(sums, statistics, affine, pixels), given);
            input.AddGradient(gradient);
            output.Dispose();
        });
        return output;

        Tensor Rectified()
        {
            var maps = empty_like(input.Value);
            NormalizationKernels.Rectify(rows, affine, PixelRows.Of(maps));
            return maps;
        }
    }
}
