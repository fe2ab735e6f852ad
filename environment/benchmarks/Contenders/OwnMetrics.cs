using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Runs the kit's metrics on the input files.</summary>
internal static class OwnMetrics
{
    /// <summary>Masks in one sweep; the masks on file are repeated.</summary>
    public const int Masks = 1000;

    /// <summary>ROC AUC and average precision from plain arrays.</summary>
    public static double[] Ranking(double[] scores, bool[] targets)
    {
        var sweep = ThresholdSweep.Of(scores, targets);
        return [RocCurve.Of(sweep).AreaUnderCurve, PrecisionRecallCurve.Of(sweep).AveragePrecision];
    }

    /// <summary>F1 at three thresholds, from a sweep over a thousand.</summary>
    public static double[] PixelSweep(IReadOnlyList<PredictedMask> masks)
    {
        var sweep = ThresholdSweep.Of(Enumerable.Range(0, Masks).Select(i => masks[i % masks.Count]), Averaging.PerImage);
        return [sweep.At(0.25).F1, sweep.At(0.5).F1, sweep.At(0.75).F1];
    }

    /// <summary>Reads the masks on file.</summary>
    public static PredictedMask[] ReadMasks(WorkFiles files)
    {
        var (scores, truth) = files.ReadMasks();
        const int Pixels = WorkFiles.MaskSize * WorkFiles.MaskSize;
        return [.. Enumerable.Range(0, scores.Length / Pixels).Select(i => new PredictedMask(
            new ImageRecord($"mask-{i}", ImageLabel.Edited, "noise"),
            scores.AsMemory(i * Pixels, Pixels),
            new Mask(WorkFiles.MaskSize, WorkFiles.MaskSize, truth[(i * Pixels)..((i + 1) * Pixels)])))];
    }
}
