using MathNet.Numerics.LinearAlgebra;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>
/// Cross-validated scores of simple models on features, grouped by original: no image is scored by a model that saw it or another image
/// of its original. Scores are corrected for the class balance of the training folds, so that they can be ranked across folds and an
/// uninformative feature has AUC 0.5.
/// </summary>
internal sealed class CrossValidation
{
    private const int Folds = 5;
    // Pseudo-count of both classes in each bin: an empty bin is uninformative.
    private const double PriorImages = 1;
    private const double PenaltyStrength = 1;

    private readonly IReadOnlyList<ImageRecord> records;
    private readonly int[] foldOf;

    /// <summary>Assigns images to folds by original, balanced by class and source.</summary>
    public CrossValidation(IReadOnlyList<ImageRecord> records, long seed)
    {
        this.records = records;
        var parts = GroupDeal.Deal(records, seed, record => record.SourceId, [.. Enumerable.Repeat(1.0 / Folds, Folds)]);
        var folds = parts.SelectMany((part, fold) => part.Select(record => (record.Path, fold))).DistinctBy(item => item.Path)
            .ToDictionary(item => item.Path, item => item.fold, StringComparer.Ordinal);
        foldOf = [.. records.Select(record => folds[record.Path])];
    }

    /// <summary>Scores by one feature: the odds that an image in its bin is synthetic, estimated on the other folds.</summary>
    public Predictions ByBin(string name, int[] bins, int binCount) => new(name, records, Scores((train, score) =>
    {
        var (real, synthetic) = (Shares(train, positive: false), Shares(train, positive: true));
        return score.Select(item => synthetic[bins[item]] / (real[bins[item]] + synthetic[bins[item]]));

        double[] Shares(int[] items, bool positive)
        {
            var counts = items.Where(item => records[item].IsPositive == positive).CountBy(item => bins[item]).ToDictionary();
            // A quotient of counts, not a sum of fractions, so that equal shares of both classes are bit-identical.
            double all = counts.Values.Sum();
            return [.. Enumerable.Range(0, binCount).Select(bin => counts.GetValueOrDefault(bin) / all + PriorImages / items.Length)];
        }
    }));

    /// <summary>Scores by several features: a logistic regression fitted on the other folds.</summary>
    /// <param name="name">Name of the predictions.</param>
    /// <param name="features">One row per image.</param>
    public Predictions ByRegression(string name, OneHotRows features) => new(name, records, Scores((train, score) =>
    {
        var targets = Vector<double>.Build.DenseOfEnumerable(train.Select(item => records[item].IsPositive ? 1.0 : 0));
        var prior = Math.Log(targets.Sum() / (targets.Count - targets.Sum()));
        return score.Length == 0 ? []
            : (LogisticRegression.Fit(features.Of(train), targets, PenaltyStrength).Logits(features.Of(score)) - prior)
                .Map(LogisticRegression.Sigmoid);
    }));

    private double[] Scores(Func<int[], int[], IEnumerable<double>> fitAndScore)
    {
        var scores = new double[records.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var (train, score) = (Items(item => foldOf[item] != fold), Items(item => foldOf[item] == fold));
            // A class that has one original only is missing in one of the folds to learn from: nothing to compare.
            var both = train.Select(item => records[item].IsPositive).Distinct().Count() == 2;
            foreach (var (item, value) in score.Zip(both ? fitAndScore(train, score) : score.Select(_ => 0.5)))
            {
                scores[item] = value;
            }
        }
        return scores;
    }

    private int[] Items(Func<int, bool> where) => [.. Enumerable.Range(0, records.Count).Where(where)];
}
