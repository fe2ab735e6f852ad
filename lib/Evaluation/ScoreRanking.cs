namespace Telltale.Evaluation;

/// <summary>
/// Sorts scores into a sweep. Positives and negatives are sorted separately and merged, which needs no index array and lets the two
/// sorts run in parallel. Items of equal score are ranked by their logits, where there are logits.
/// </summary>
internal static class ScoreRanking
{
    private const int WorthTwoThreads = 50_000;

    public static ThresholdSweep Sweep(Predictions predictions)
    {
        var positives = Select(predictions, target: true);
        var negatives = Select(predictions, target: false);
        if (predictions.Count >= WorthTwoThreads)
        {
            Parallel.Invoke(positives.Sort, negatives.Sort);
        }
        else
        {
            positives.Sort();
            negatives.Sort();
        }
        return Merge(positives, negatives, predictions.Identity);
    }

    private static Ranks Select(Predictions predictions, bool target)
    {
        var selected = new Ranks(predictions.Targets.AsSpan().Count(target), predictions.Logits is not null);
        var next = 0;
        for (var i = 0; i < predictions.Count; i++)
        {
            if (predictions.Targets[i] == target)
            {
                selected.Put(next++, predictions.Scores[i], predictions.Logits?[i] ?? 0);
            }
        }
        return selected;
    }

    private static ThresholdSweep Merge(Ranks positives, Ranks negatives, SampleIdentity sample)
    {
        var room = positives.Length + negatives.Length + 1;
        var (ranks, truePositives, falsePositives) = (new Ranks(room, positives.HasLogits), new long[room], new long[room]);
        ranks.Put(0, double.PositiveInfinity, double.PositiveInfinity);
        var count = 1;
        for (int p = positives.Length, n = negatives.Length; p > 0 || n > 0; count++)
        {
            var next = p == 0 || (n > 0 && negatives[n - 1].CompareTo(positives[p - 1]) > 0) ? negatives[n - 1] : positives[p - 1];
            while (p > 0 && positives[p - 1] == next)
            {
                p--;
            }
            while (n > 0 && negatives[n - 1] == next)
            {
                n--;
            }
            ranks.Put(count, next.Score, next.Logit);
            (truePositives[count], falsePositives[count]) = (positives.Length - p, negatives.Length - n);
        }
        Array.Resize(ref truePositives, count);
        Array.Resize(ref falsePositives, count);
        return new ThresholdSweep(ranks.First(count), truePositives, falsePositives, sample);
    }
}
