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
    public OneHotRows? OneHot(IEnumerable<ImageFeature> features)
    {
        var (ones, columns) = (Array.ConvertAll(new int[images.Count], _ => new List<int>()), 0);
        foreach (var feature in features)
        {
            int[] binOf = [.. Enumerable.Range(0, images.Count).Select(image => Bin(feature, image))];
            var column = binOf.CountBy(bin => bin).Where(inBin => inBin.Value < images.Count).Select(inBin => inBin.Key).Order()
                .Select((bin, index) => (bin, Column: columns + index)).ToDictionary(pair => pair.bin, pair => pair.Column);
            for (var image = 0; image < images.Count && column.Count > 0; image++)
            {
                ones[image].Add(column[binOf[image]]);
            }
            columns += column.Count;
        }
        return columns == 0 ? null : new(Array.ConvertAll(ones, row => row.ToArray()), columns);
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
