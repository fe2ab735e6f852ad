namespace Telltale.Evaluation;

/// <summary>Metrics of masks at one threshold and with one <see cref="Averaging"/>; in [0, 1], 1 = perfect.</summary>
/// <param name="F1">Harmonic mean of precision and recall of the edited pixels (Dice coefficient).</param>
/// <param name="IoU">Intersection over union of the edited pixels (Jaccard index).</param>
/// <param name="MeanIoU">Mean of the IoU of the edited and of the authentic pixels (mIoU).</param>
/// <param name="PixelAccuracy">Share of pixels classified correctly.</param>
public readonly record struct MaskMetrics(double F1, double IoU, double MeanIoU, double PixelAccuracy)
{
    /// <summary>The metrics of a confusion matrix of pixels; NaN where it is empty.</summary>
    /// <param name="counts">The confusion matrix.</param>
    /// <param name="emptyAgainstEmpty">The value of F1 and IoU of a class that is in neither truth nor prediction.</param>
    public static MaskMetrics Of(ConfusionCounts counts, double emptyAgainstEmpty = 1)
    {
        if (counts.Total == 0)
        {
            return new(double.NaN, double.NaN, double.NaN, double.NaN);
        }
        var wrong = counts.FalsePositives + counts.FalseNegatives;
        var iou = counts.TruePositives + wrong == 0 ? emptyAgainstEmpty : counts.IoU;
        var iouOfAuthentic = counts.TrueNegatives + wrong == 0 ? emptyAgainstEmpty
            : counts.TrueNegatives / (double)(counts.TrueNegatives + wrong);
        return new(counts.TruePositives + wrong == 0 ? emptyAgainstEmpty : counts.F1, iou, (iou + iouOfAuthentic) / 2, counts.Accuracy);
    }
}
