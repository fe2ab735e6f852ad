using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// The best that one threshold for each source could reach over all sources together. Both criteria are maximised exactly: balanced
/// accuracy is a sum over sources, and F1 is a ratio of two such sums (Dinkelbach, On Nonlinear Fractional Programming, Management Science
/// 1967).
/// </summary>
internal static class SourceThresholds
{
    private const string Name = "one threshold for each source";

    /// <summary>The bound; nothing for a single source.</summary>
    public static CureBound[] Of(Predictions predictions, double logLoss, double calibrationError)
    {
        var sources = predictions.Records.Select(record => record.Source).Distinct().ToArray();
        if (sources.Length < 2)
        {
            return [];
        }
        var sweeps = sources.Select(source => ThresholdSweep.Of(predictions.Where(record => record.Source == source, source))).ToArray();
        var oneClass = sweeps.Where(sweep => sweep.Positives == 0 || sweep.Negatives == 0).Select(sweep => sweep.Sample.Name).ToArray();
        if (oneClass.Length > 0)
        {
            return [new(Name, double.NaN, double.NaN, double.NaN, double.NaN,
                $"not defined: {string.Join(", ", oneClass)} has one class only, so the source would reveal the class")];
        }
        var (positives, negatives) = (sweeps.Sum(sweep => sweep.Positives), sweeps.Sum(sweep => sweep.Negatives));
        var accuracy = Best(sweeps, 1.0 / positives, 1.0 / negatives).BalancedAccuracy;
        return [new(
            Name, accuracy, BestF1(sweeps), logLoss, calibrationError, $"{sources.Length.Counted("source")}, known for every image")];
    }

    /// <summary>F1 = 2 TP / (TP + FP + P): with the best ratio λ so far, (2 − λ) TP − λ FP is maximised until λ no longer grows.</summary>
    private static double BestF1(ThresholdSweep[] sweeps)
    {
        for (var ratio = 0.0; ;)
        {
            var reached = Best(sweeps, 2 - ratio, ratio).F1;
            if (reached <= ratio + 1e-12)
            {
                return reached;
            }
            ratio = reached;
        }
    }

    /// <summary>The sum over sources of the matrix that maximises gain · TP − cost · FP.</summary>
    private static ConfusionCounts Best(ThresholdSweep[] sweeps, double gain, double cost) => sweeps
        .Select(sweep => sweep.Select(point => point.Counts)
            .MaxBy(counts => gain * counts.TruePositives - cost * counts.FalsePositives))
        .Aggregate((sum, counts) => sum + counts);
}
