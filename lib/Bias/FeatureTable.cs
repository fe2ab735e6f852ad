using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The features of a collection: values, bins, and typical values of each class.</summary>
internal sealed class FeatureTable
{
    private readonly IReadOnlyList<ImageMeasurements> images;
    private readonly Dictionary<ImageFeature, double[]> values;
    private readonly Dictionary<ImageFeature, FeatureBins> bins;

    public FeatureTable(IReadOnlyList<ImageMeasurements> images)
    {
        this.images = images;
        values = ImageFeature.All.ToDictionary(feature => feature, feature => images.Select(feature.Of).ToArray());
        bins = values.ToDictionary(item => item.Key, item => FeatureBins.Of(item.Value));
    }

    /// <summary>Indices of the images that have the feature.</summary>
    public int[] Having(ImageFeature feature) =>
        [.. Enumerable.Range(0, images.Count).Where(image => !double.IsNaN(values[feature][image]))];

    /// <summary>Number of bins of the feature, including one for images without it.</summary>
    public int BinCount(ImageFeature feature) => bins[feature].Count + 1;

    /// <summary>The bin of an image.</summary>
    public int Bin(ImageFeature feature, int image) =>
        double.IsNaN(values[feature][image]) ? bins[feature].Count : bins[feature].IndexOf(values[feature][image]);

    /// <summary>
    /// One-hot encoding: one row per image, one column per bin of the features. Bins with all images or none are dropped; null where no
    /// bin remains.
    /// </summary>
    public Matrix<double>? OneHot(IEnumerable<ImageFeature> features)
    {
        var columns = features.SelectMany(feature => Enumerable.Range(0, BinCount(feature)).Select(bin => (feature, bin)))
            .Where(column => Enumerable.Range(0, images.Count).Count(image => Bin(column.feature, image) == column.bin)
                is var inBin && inBin > 0 && inBin < images.Count)
            .ToArray();
        return columns.Length == 0 ? null : Matrix<double>.Build.Dense(images.Count, columns.Length,
            (image, column) => Bin(columns[column].feature, image) == columns[column].bin ? 1 : 0);
    }

    /// <summary>The most common value of a class if at least half of its images have it, else the median and the central 90 %.</summary>
    public string Typical(ImageFeature feature, bool positive)
    {
        var having = Having(feature).Where(image => images[image].Record.IsPositive == positive)
            .Select(image => values[feature][image]).Order().ToArray();
        if (having.Length == 0)
        {
            return "none";
        }
        var common = having.GroupBy(value => value).MaxBy(same => same.Count())!;
        double Quantile(double share) => SortedArrayStatistics.Quantile(having, share);
        return common.Count() == having.Length ? feature.Text(common.Key)
            : 2 * common.Count() >= having.Length
                ? $"{feature.Text(common.Key)} ({(100.0 * common.Count() / having.Length).Invariant("0")} %)"
            : $"{feature.Text(Quantile(0.5))} [{feature.Text(Quantile(0.05))}, {feature.Text(Quantile(0.95))}]";
    }
}
