using MathNet.Numerics.LinearAlgebra;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>
/// What could be learnt from features alone: every image is scored by a model that saw neither it nor another image of its original.
/// The balance of classes in a fold is taken out of the scores, so that folds can be ranked together and no feature at all has AUC 0.5.
/// </summary>
internal sealed class CrossValidation
{
    private const int Folds = 5;
    // What a bin holds of either class before any image is counted: an empty bin says nothing.
    private const double PriorImages = 1;
    private const double PenaltyStrength = 1;

    private readonly IReadOnlyList<ImageRecord> records;
    private readonly int[] foldOf;

    /// <summary>Deals the images to folds, whole originals together, each class and source evenly.</summary>
    public CrossValidation(IReadOnlyList<ImageRecord> records, long seed)
    {
        this.records = records;
        var parts = GroupDeal.Deal(records, seed, record => record.SourceId, [.. Enumerable.Repeat(1.0 / Folds, Folds)]);
        var folds = parts.SelectMany((part, fold) => part.Select(record => (record.Path, fold))).DistinctBy(item => item.Path)
            .ToDictionary(item => item.Path, item => item.fold, StringComparer.Ordinal);
        foldOf = [.. records.Select(record => folds[record.Path])];
    }

    /// <summary>Scores by one feature: how much more of the synthetic than of the real images of the other folds lie in its bin.</summary>
    public Predictions ByBin(string name, int[] bins, int binCount) => new(name, records, Scores((learnFrom, score) =>
    {
        var (real, synthetic) = (Shares(learnFrom, positive: false), Shares(learnFrom, positive: true));
        return score.Select(item => synthetic[bins[item]] / (real[bins[item]] + synthetic[bins[item]]));

        double[] Shares(int[] items, bool positive)
        {
            var counts = items.Where(item => records[item].IsPositive == positive).CountBy(item => bins[item]).ToDictionary();
            // A quotient of counts, not a sum of fractions: where both classes have the same shares, they must be equal to the last bit.
            double all = counts.Values.Sum();
            return [.. Enumerable.Range(0, binCount).Select(bin => counts.GetValueOrDefault(bin) / all + PriorImages / items.Length)];
        }
    }));

    /// <summary>Scores by many features: a logistic regression fitted to the other folds.</summary>
    /// <param name="name">What the predictions are called.</param>
    /// <param name="features">One row for each image.</param>
    public Predictions ByRegression(string name, Matrix<double> features) => new(name, records, Scores((learnFrom, score) =>
    {
        Matrix<double> Rows(int[] items) => Matrix<double>.Build.DenseOfRows(items.Select(item => features.Row(item)));
        var targets = Vector<double>.Build.DenseOfEnumerable(learnFrom.Select(item => records[item].IsPositive ? 1.0 : 0));
        var prior = Math.Log(targets.Sum() / (targets.Count - targets.Sum()));
        return score.Length == 0 ? []
            : (LogisticRegression.Fit(Rows(learnFrom), targets, PenaltyStrength).Logits(Rows(score)) - prior).Map(LogisticRegression.Sigmoid);
    }));

    private double[] Scores(Func<int[], int[], IEnumerable<double>> learnAndScore)
    {
        var scores = new double[records.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var score = Items(item => foldOf[item] == fold);
            foreach (var (item, value) in score.Zip(learnAndScore(Items(item => foldOf[item] != fold), score)))
            {
                scores[item] = value;
            }
        }
        return scores;
    }

    private int[] Items(Func<int, bool> where) => [.. Enumerable.Range(0, records.Count).Where(where)];
}
