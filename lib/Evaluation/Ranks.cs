namespace Telltale.Evaluation;

/// <summary>Scores and, where they are known, the logits that rank equal scores.</summary>
/// <param name="length">Number of items.</param>
/// <param name="hasLogits">False where equal scores are ties.</param>
internal sealed class Ranks(int length, bool hasLogits)
{
    private double[] scores = new double[length];
    private double[]? logits = hasLogits ? new double[length] : null;

    public int Length => scores.Length;

    public bool HasLogits => logits is not null;

    public ReadOnlySpan<double> Scores => scores;

    /// <summary>The rank of an item; the logit is 0 for all items where it is not known.</summary>
    public (double Score, double Logit) this[int item] => (scores[item], logits?[item] ?? 0);

    public void Put(int item, double score, double logit)
    {
        scores[item] = score;
        if (logits is not null)
        {
            logits[item] = logit;
        }
    }

    /// <summary>Sorts by score, and equal scores by logit, lowest first.</summary>
    public void Sort()
    {
        if (logits is null)
        {
            Array.Sort(scores);
            return;
        }
        Array.Sort(scores, logits);
        for (int start = 0, end; start < Length; start = end)
        {
            for (end = start + 1; end < Length && scores[end] == scores[start];)
            {
                end++;
            }
            if (end - start > 1)
            {
                Array.Sort(logits, start, end - start);
            }
        }
    }

    /// <summary>These items without those from a number on.</summary>
    public Ranks First(int count)
    {
        Array.Resize(ref scores, count);
        if (logits is not null)
        {
            Array.Resize(ref logits, count);
        }
        return this;
    }

    /// <summary>The last item that ranks no lower, of items sorted from the highest to the lowest.</summary>
    public int LastNotBelow((double Score, double Logit) rank)
    {
        var (low, high) = (0, Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = this[middle].CompareTo(rank) >= 0 ? (middle, high) : (low, middle - 1);
        }
        return low;
    }
}
