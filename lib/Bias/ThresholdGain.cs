using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// What another threshold would gain in balanced accuracy. The best threshold of the images it is measured on gains something even on
/// noise, so this one is chosen on one half of the originals and measured on the other, and the reverse (2-fold cross-validation).
/// </summary>
/// <param name="Gain">Balanced accuracy of the other threshold minus that of the one in use, in [−1, 1]; NaN with a class absent.</param>
/// <param name="StandardError">Standard error of the gain over originals.</param>
internal sealed record ThresholdGain(double Gain, double StandardError)
{
    /// <summary>Measures the gain.</summary>
    /// <param name="predictions">Scores of both classes.</param>
    /// <param name="used">The threshold in use.</param>
    /// <param name="inverted">True to measure the detector whose predictions are swapped.</param>
    /// <param name="seed">Seed of the halves.</param>
    public static ThresholdGain Of(Predictions predictions, Threshold used, bool inverted, long seed)
    {
        var originals = Originals.Of(predictions);
        var half = Halves(predictions, originals, seed);
        var chosen = Array.ConvertAll([false, true], side => Best(predictions, half, side, inverted));
        if (chosen.Contains(null))
        {
            return new(double.NaN, double.NaN);
        }
        var positives = predictions.Targets.Count(target => target);
        double Change(int item)
        {
            var (score, target) = (predictions.Scores[item], predictions.Targets[item]);
            var changed = (score >= chosen[half[item] ? 0 : 1]!.Value ? 1 : 0) - (score >= used.Value ? 1 : 0);
            return target ? changed / (2.0 * positives) : -changed / (2.0 * (predictions.Count - positives));
        }
        var changes = Enumerable.Range(0, predictions.Count).GroupBy(item => originals[item]).Select(items => items.Sum(Change)).ToArray();
        var (sum, sign) = (changes.Sum(), inverted ? -1 : 1);
        var variance = changes.Sum(change => Math.Pow(change - sum / changes.Length, 2)) * changes.Length / (changes.Length - 1.0);
        return new(sign * sum, Math.Sqrt(variance));
    }

    /// <summary>Splits the originals of each class, or of both, into halves; true for the second.</summary>
    private static bool[] Halves(Predictions predictions, string[] originals, long seed)
    {
        var second = new HashSet<string>(StringComparer.Ordinal);
        var strata = Enumerable.Range(0, predictions.Count).GroupBy(item => originals[item])
            .GroupBy(items => string.Join(' ', items.Select(item => predictions.Targets[item]).Distinct().Order()));
        foreach (var (index, stratum) in strata.Index())
        {
            var names = stratum.Select(items => items.Key).ToArray();
            second.UnionWith(SeededRandom.For(seed, index).Permutation(names.Length).Take(names.Length / 2).Select(name => names[name]));
        }
        return Array.ConvertAll(originals, second.Contains);
    }

    private static Threshold? Best(Predictions predictions, bool[] half, bool side, bool inverted)
    {
        var items = Enumerable.Range(0, predictions.Count).Where(item => half[item] == side).ToArray();
        bool[] targets = [.. items.Select(item => predictions.Targets[item])];
        return targets.Distinct().Count() < 2 ? null
            : ThresholdSweep.Of([.. items.Select(item => predictions.Scores[item])], targets)
                .Best(c => inverted ? -c.BalancedAccuracy : c.BalancedAccuracy);
    }
}
