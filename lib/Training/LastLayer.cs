using Telltale.Data;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>The last layer after <see cref="LastLayer.Retrain"/>.</summary>
/// <param name="Images">Images in each fit: all of them, or a balanced subset.</param>
/// <param name="Groups">Balanced groups; 1 without balancing.</param>
/// <param name="UsedFeatures">Features with a weight other than 0.</param>
/// <param name="LossBefore">Mean log loss over all the images before, in nats.</param>
/// <param name="LossAfter">The same afterwards.</param>
public sealed record LastLayerFit(int Images, int Groups, int UsedFeatures, double LossBefore, double LossAfter);

/// <summary>Retrains the last layer of a network on features that do not change: seconds, where a whole network takes minutes.</summary>
/// <example><code>
/// var network = new DenseNet(DenseNetOptions.DenseNetSmall, seed: 17);
/// var frozen = FrozenFeatures.Of(network, validation); // once
/// LastLayer.Retrain(network, frozen, new() { NonNegative = true }); // Stay-Positive
/// LastLayer.Retrain(network, frozen, new() { BalanceBy = image => $"{image.Label} {image.Source}" }); // DFR
/// </code></example>
public static class LastLayer
{
    /// <summary>Fits the last layer by logistic regression and sets its weights. All other weights stay as they are.</summary>
    /// <param name="model">
    /// The network of the features, with one logit or two; of two, real's becomes 0, so that synthetic's is the log-odds.
    /// </param>
    /// <param name="features">Of images on which the network was not trained, or for Stay-Positive, of the training images.</param>
    /// <param name="options">The constraint and the balance; null for neither.</param>
    /// <exception cref="ArgumentException">
    /// One class only, features of another network, other than one or two logits, or features below 0 with
    /// <see cref="LastLayerOptions.NonNegative"/>.
    /// </exception>
    public static LastLayerFit Retrain(IHasLastLayer model, FrozenFeatures features, LastLayerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        options ??= new();
        options.Validate();
        ThrowIfUnsuitable(model.LastLayer, features, options);
        bool[] targets = [.. features.Records.Select(record => record.IsPositive)];
        var scaling = Standardization.Of(features.Rows);
        var rows = features.Rows.Select(scaling.Apply).ToList();
        var (subsets, groups) = Subsets(features.Records, options);
        var fits = subsets.Select(subset => new ProximalRegression(
            [.. subset.Select(index => rows[index])], [.. subset.Select(index => targets[index])], options.Penalty, options.NonNegative)
            .Steps().Last()).ToList();
        var mean = Enumerable.Range(0, fits[0].Length).Select(index => fits.Average(fit => fit[index])).ToArray();
        var parameters = scaling.Undo(mean);
        var all = new ProximalRegression(features.Rows, targets, 0, false);
        var before = all.Loss(Read(model.LastLayer));
        Write(model.LastLayer, parameters);
        return new(subsets[0].Length, groups, parameters.SkipLast(1).Count(weight => weight != 0), before, all.Loss(parameters));
    }

    private static (List<int[]> Subsets, int Groups) Subsets(IReadOnlyList<ImageRecord> records, LastLayerOptions options)
    {
        if (options.BalanceBy is not { } groupOf)
        {
            return ([[.. Enumerable.Range(0, records.Count)]], 1);
        }
        var groups = records.Index().GroupBy(entry => groupOf(entry.Item), entry => entry.Index)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToArray()).ToList();
        var size = groups.Min(group => group.Length);
        int[] Draw(int subset) => [.. groups.Index().SelectMany(group =>
            SeededRandom.For(options.Seed, subset, group.Index).Permutation(group.Item.Length).Take(size).Select(at => group.Item[at]))];
        return ([.. Enumerable.Range(0, options.Subsets).Select(Draw)], groups.Count);
    }

    private static void ThrowIfUnsuitable(nn.Module layer, FrozenFeatures features, LastLayerOptions options)
    {
        var weight = ((TorchSharp.Modules.Linear)layer).weight;
        var (logits, inputs) = (weight.size(0), weight.size(1));
        if (logits > 2 || inputs != features.Rows[0].Length)
        {
            throw new ArgumentException($"The last layer maps {inputs} features to {logits} logits; it cannot be retrained on "
                + $"{features.Rows[0].Length} features with two classes. Compute the features with the same network.", nameof(features));
        }
        if (features.Records.Select(record => record.IsPositive).Distinct().Count() < 2)
        {
            throw new ArgumentException("All images are of one class; the last layer needs real and synthetic ones.", nameof(features));
        }
        if (options.NonNegative && features.Rows.Any(row => row.Min() < 0))
        {
            throw new ArgumentException("Non-negative weights need features that are at least 0, as after a ReLU; some are below 0, as "
                + "those of a side branch are.", nameof(options));
        }
    }

    // One weight per feature, then the offset, of the log-odds of synthetic.
    private static double[] Read(TorchSharp.Modules.Linear layer)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var all = cat([layer.weight, layer.bias!.unsqueeze(1)], 1).to_type(ScalarType.Float64).cpu(); // (1 or 2, features + 1)
        return (all.size(0) == 1 ? all[0] : all[1] - all[0]).data<double>().ToArray();
    }

    private static void Write(TorchSharp.Modules.Linear layer, double[] parameters)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        layer.weight.zero_();
        layer.bias!.zero_();
        var last = layer.weight.size(0) - 1;
        layer.weight[last].copy_(tensor(parameters[..^1]));
        layer.bias[last].copy_(tensor(parameters[^1]));
    }

    /// <summary>Mean 0 and standard deviation 1 for each feature; features that do not vary become 0.</summary>
    private sealed record Standardization(double[] Means, double[] Factors)
    {
        public static Standardization Of(IReadOnlyList<double[]> rows)
        {
            double Mean(int feature) => rows.Average(row => row[feature]);
            var means = Enumerable.Range(0, rows[0].Length).Select(Mean).ToArray();
            var factors = means.Select((mean, feature) => Math.Sqrt(rows.Average(row => Math.Pow(row[feature] - mean, 2))))
                .Select(deviation => deviation > 0 ? 1 / deviation : 0).ToArray();
            return new(means, factors);
        }

        public double[] Apply(double[] row) => [.. row.Select((value, feature) => (value - Means[feature]) * Factors[feature])];

        public double[] Undo(double[] parameters)
        {
            var weights = Factors.Select((factor, feature) => parameters[feature] * factor).ToArray();
            return [.. weights, parameters[^1] - weights.Zip(Means, (weight, mean) => weight * mean).Sum()];
        }
    }
}
