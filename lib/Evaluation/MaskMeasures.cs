namespace Telltale.Evaluation;

/// <summary>How well masks agree with the truth, at one threshold and by one <see cref="Averaging"/>. All in [0, 1], 1 = perfect.</summary>
/// <param name="F1">Harmonic mean of precision and recall of the edited pixels (the Dice coefficient).</param>
/// <param name="IoU">Intersection over union of the edited pixels (the Jaccard index).</param>
/// <param name="MeanIoU">Mean of the intersections over union of the edited and of the authentic pixels (mIoU).</param>
/// <param name="PixelAccuracy">Share of pixels answered rightly.</param>
public readonly record struct MaskMeasures(double F1, double IoU, double MeanIoU, double PixelAccuracy)
{
    /// <summary>The measures of one set of counting pixels; all NaN where there are none.</summary>
    /// <param name="counts">How often the pixels were answered rightly and wrongly.</param>
    /// <param name="emptyAgainstEmpty">The value of F1 and IoU of a class that neither truth nor answer holds.</param>
    public static MaskMeasures Of(ConfusionCounts counts, double emptyAgainstEmpty = 1)
    {
        if (counts.Total == 0)
        {
            return new(double.NaN, double.NaN, double.NaN, double.NaN);
        }
        var wrong = counts.FalsePositives + counts.FalseNegatives;
        var iou = counts.TruePositives + wrong == 0 ? emptyAgainstEmpty : counts.IoU;
        var iouOfAuthentic = counts.TrueNegatives + wrong == 0 ? emptyAgainstEmpty : counts.TrueNegatives / (double)(counts.TrueNegatives + wrong);
        return new(counts.TruePositives + wrong == 0 ? emptyAgainstEmpty : counts.F1, iou, (iou + iouOfAuthentic) / 2, counts.Accuracy);
    }
}
