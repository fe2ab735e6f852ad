namespace Telltale.Evaluation;

/// <summary>
/// Sorts scores into a sweep. Positives and negatives are sorted separately and merged, which needs no index array and lets the two
/// sorts run in parallel.
/// </summary>
internal static class ScoreRanking
{
    private const int WorthTwoThreads = 50_000;

    public static ThresholdSweep Sweep(Predictions predictions)
    {
        var positives = SelectScores(predictions, target: true);
        var negatives = SelectScores(predictions, target: false);
        if (predictions.Count >= WorthTwoThreads)
        {
            Parallel.Invoke(() => Array.Sort(positives), () => Array.Sort(negatives));
        }
        else
        {
            Array.Sort(positives);
            Array.Sort(negatives);
        }
        return Merge(positives, negatives, predictions.Identity);
    }

    private static double[] SelectScores(Predictions predictions, bool target)
    {
        var selected = new double[predictions.Targets.AsSpan().Count(target)];
        var next = 0;
        for (var i = 0; i < predictions.Count; i++)
        {
            if (predictions.Targets[i] == target)
            {
                selected[next++] = predictions.Scores[i];
            }
        }
        return selected;
    }

    private static ThresholdSweep Merge(double[] positives, double[] negatives, SampleIdentity sample)
    {
        var room = positives.Length + negatives.Length + 1;
        var (thresholds, truePositives, falsePositives) = (new double[room], new long[room], new long[room]);
        thresholds[0] = double.PositiveInfinity;
        var count = 1;
        for (int p = positives.Length, n = negatives.Length; p > 0 || n > 0; count++)
        {
            var threshold = Math.Max(p > 0 ? positives[p - 1] : double.NegativeInfinity,
                n > 0 ? negatives[n - 1] : double.NegativeInfinity);
            while (p > 0 && positives[p - 1] == threshold)
            {
                p--;
            }
            while (n > 0 && negatives[n - 1] == threshold)
            {
                n--;
            }
            (thresholds[count], truePositives[count], falsePositives[count]) = (threshold, positives.Length - p, negatives.Length - n);
        }
        Array.Resize(ref thresholds, count);
        Array.Resize(ref truePositives, count);
        Array.Resize(ref falsePositives, count);
        return new ThresholdSweep(thresholds, truePositives, falsePositives, sample);
    }
}
