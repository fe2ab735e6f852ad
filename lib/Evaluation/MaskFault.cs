namespace Telltale.Evaluation;

/// <summary>What is wrong with a predicted mask, as a whole.</summary>
public enum MaskFaultKind
{
    /// <summary>The mask covers the edit: IoU of at least 0.5; or nothing was edited and nothing is marked.</summary>
    None,

    /// <summary>Less than a fifth of the edit is marked.</summary>
    Miss,

    /// <summary>The mask lies beside the edit: moved onto it, its IoU would be higher by 0.2 or more, and at least 0.5.</summary>
    Shift,

    /// <summary>More than half of the marked pixels are authentic.</summary>
    FalseAlarm,

    /// <summary>Only a part of the edit is marked.</summary>
    Part,
}

/// <summary>What is wrong with one predicted mask, and how much, in words.</summary>
/// <param name="Kind">The kind of fault; the first that applies, in the order of <see cref="MaskFaultKind"/>.</param>
/// <param name="Text">One phrase with the numbers.</param>
/// <example><code>
/// var edited = new LocalizationDataset(LocalizationFolder.Read("/data/tgif"), Transform.Evaluation(256));
/// foreach (var mask in Predictor.FullSizeMasks(model, edited))
/// {
///     Console.WriteLine(MaskFault.Of(mask, threshold).Text); // shifted 14 pixels to the right and 3 pixels down: …
/// }
/// </code></example>
public sealed record MaskFault(MaskFaultKind Kind, string Text)
{
    // Conventions: what counts as found, as missed, and as a better place.
    private const double FoundIoU = 0.5, MissedRecall = 0.2, GainOfMoving = 0.2;

    /// <summary>The fault of a mask at a threshold.</summary>
    /// <param name="mask">The scores and the true mask.</param>
    /// <param name="threshold">The lowest score of a pixel predicted edited.</param>
    public static MaskFault Of(PredictedMask mask, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(threshold);
        var counts = mask.CountsAt(threshold.Value);
        if (counts.Positives == 0)
        {
            return counts.FalsePositives == 0
                ? new(MaskFaultKind.None, "nothing was edited, and nothing is marked")
                : new(MaskFaultKind.FalseAlarm, $"false alarm: nothing was edited, and {Percent(counts.FalsePositiveRate)} is marked");
        }
        if (counts.IoU >= FoundIoU)
        {
            return new(MaskFaultKind.None, $"found, with an IoU of {TextTable.Value(counts.IoU)}");
        }
        if (Moved(mask, threshold.Value) is var (right, down, iou) && iou >= Math.Max(FoundIoU, counts.IoU + GainOfMoving))
        {
            return new(
                MaskFaultKind.Shift, $"shifted {Pixels(right, "to the right", "to the left")} and {Pixels(down, "down", "up")}: "
                + $"IoU {TextTable.Value(counts.IoU)}, moved back {TextTable.Value(iou)}");
        }
        return counts switch
        {
            { Recall: < MissedRecall } => new(MaskFaultKind.Miss, $"missed: {Percent(counts.Recall)} of the edit is marked, and "
                + $"{Percent(counts.FalsePositiveRate)} of the rest"),
            { Precision: < 0.5 } => new(MaskFaultKind.FalseAlarm, $"false alarm: {Percent(counts.FalsePositiveRate)} of the authentic "
                + $"pixels is marked, beside {Percent(counts.Recall)} of the edit"),
            _ => new(MaskFaultKind.Part, $"in part: {Percent(counts.Recall)} of the edit is marked, and "
                + $"{Percent(counts.FalsePositiveRate)} of the rest"),
        };
    }

    // The prediction moved so that its centre is the edit's; null where nothing is predicted.
    private static (int Right, int Down, double IoU)? Moved(PredictedMask mask, double threshold)
    {
        var (width, scores, truth) = (mask.Truth.Width, mask.Scores.ToArray(), mask.Truth.Pixels);
        bool IsMarked(int pixel) => scores[pixel] >= threshold && truth[pixel] != Data.Mask.Ignored;
        if (Centre(truth.Length, width, IsMarked) is not var (x, y)
            || Centre(truth.Length, width, pixel => truth[pixel] == Data.Mask.Edited) is not var (trueX, trueY))
        {
            return null;
        }
        var (right, down) = ((int)Math.Round(x - trueX), (int)Math.Round(y - trueY));
        var (hits, union) = (0L, 0L);
        for (var pixel = 0; pixel < truth.Length; pixel++)
        {
            var (column, row) = (pixel % width + right, pixel / width + down);
            var marked = column >= 0 && column < width && row >= 0 && row < mask.Truth.Height && IsMarked(row * width + column);
            var edited = truth[pixel] == Data.Mask.Edited;
            hits += marked && edited ? 1 : 0;
            union += marked || edited ? 1 : 0;
        }
        return (right, down, hits / (double)union);
    }

    private static (double X, double Y)? Centre(int pixels, int width, Func<int, bool> isInside)
    {
        var (x, y, count) = (0.0, 0.0, 0L);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            if (isInside(pixel))
            {
                (x, y, count) = (x + pixel % width, y + pixel / width, count + 1);
            }
        }
        return count == 0 ? null : (x / count, y / count);
    }

    private static string Pixels(int by, string forward, string back) =>
        FormattableString.Invariant($"{Math.Abs(by)} pixels {(by < 0 ? back : forward)}");

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.#} %");
}
