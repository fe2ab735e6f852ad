using System.Text.Json;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Tests.Models.FrontEnds;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Training;

public class LastLayerTests
{
    private static readonly Fixture Reference = JsonSerializer.Deserialize<Fixture>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Fixtures", "last_layer.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void Weights_are_those_of_scikit_learn_and_of_SciPy_with_bounds() => Assert.All(Reference.Cases, expected =>
    {
        var fit = new ProximalRegression(Standardized(), Reference.Targets, expected.Penalty, expected.NonNegative).Steps().Last();
        Assert.All(expected.Parameters.Zip(fit), pair => Assert.Equal(pair.First, pair.Second, 2e-4)); // SciPy stops at about 1e-5
    });

    [Fact]
    public void Non_negative_weights_are_so_after_every_step_and_free_ones_are_not()
    {
        var steps = new ProximalRegression(Standardized(), Reference.Targets, 0.001, nonNegative: true).Steps().ToList();
        Assert.True(steps.Count > 5);
        Assert.All(steps, step => Assert.All(step[..^1], weight => Assert.True(weight >= 0)));
        var free = new ProximalRegression(Standardized(), Reference.Targets, 0.001, nonNegative: false).Steps();
        Assert.Contains(free, step => step[..^1].Min() < 0);
    }

    [Fact]
    public void A_network_with_Stay_Positive_has_weights_of_synthetic_at_least_0_and_still_tells_the_classes_apart()
    {
        using var network = Trained(out var heldOut);
        var before = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        var frozen = FrozenFeatures.Of(network, heldOut, batchSize: 7);
        var fit = LastLayer.Retrain(network, frozen, new() { NonNegative = true, Penalty = 1e-3 });
        using var scope = NewDisposeScope();
        var weight = network.LastLayer.weight;
        Assert.True((weight[1] - weight[0]).min().item<float>() >= 0);
        Assert.InRange(fit.UsedFeatures, 1, (int)weight.size(1));
        Assert.Equal((64, 1), (fit.Images, fit.Groups));
        Assert.True(RocCurve.Of(Predictor.Score(network, heldOut)).AreaUnderCurve > 0.9);
        Assert.All(network.state_dict().Where(entry => !entry.Key.StartsWith("classifier", StringComparison.Ordinal)),
            entry => Assert.True(entry.Value.equal(before[entry.Key]).all().item<bool>()));
    }

    [Fact]
    public void The_stated_losses_are_those_of_the_networks_predictions()
    {
        using var network = Trained(out var heldOut);
        double Loss() => Predictor.Score(network, heldOut).Items.Average(item =>
            -Math.Log(item.Record.IsPositive ? item.Score : 1 - item.Score));
        var before = Loss();
        var fit = LastLayer.Retrain(network, FrozenFeatures.Of(network, heldOut), new() { Penalty = 0.001 });
        Assert.Equal(before, fit.LossBefore, 1e-4);
        Assert.Equal(Loss(), fit.LossAfter, 1e-4);
        Assert.True(fit.LossAfter < fit.LossBefore);
    }

    [Fact]
    public void Balanced_groups_have_equal_shares_in_every_subset_and_the_seed_decides_which_images()
    {
        using var network = new Passing(1);
        // 3 of 4 groups agree with the shortcut (the second feature); balanced, it is worth nothing.
        var images = new List<ImageRecord>();
        var rows = new List<double[]>();
        void Add(int count, bool synthetic, bool shortcut, double from)
        {
            for (var index = 0; index < count; index++)
            {
                images.Add(new($"{images.Count}.png", synthetic ? ImageLabel.Synthetic : ImageLabel.Real, shortcut ? "a" : "b"));
                rows.Add([from + index % 7 * 0.3, shortcut ? 1 : 0]);
            }
        }
        Add(70, true, true, 1);
        Add(14, true, false, 1);
        Add(14, false, true, 0);
        Add(70, false, false, 0);
        var frozen = new FrozenFeatures(images, rows);
        float[] Weights(LastLayerOptions options)
        {
            LastLayer.Retrain(network, frozen, options);
            return network.LastLayer.weight.data<float>().ToArray();
        }
        var plain = Weights(new());
        var balanced = new LastLayerOptions { BalanceBy = image => $"{image.Label} {image.Source}" };
        var fit = LastLayer.Retrain(network, frozen, balanced);
        Assert.Equal((56, 4), (fit.Images, fit.Groups));
        var (first, second) = (Weights(balanced), Weights(balanced));
        Assert.Equal(first, second);
        Assert.True(plain[1] > 1, $"without balance the shortcut counts: {plain[1]}");
        Assert.InRange(Math.Abs(first[1]), 0, 0.3);
        Assert.True(first[0] > 1);
        Assert.NotEqual(Weights(balanced), Weights(balanced with { Seed = 5 }));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        using var network = new Passing(2);
        ImageRecord[] both = [new("a.png", ImageLabel.Real, "x"), new("b.png", ImageLabel.Synthetic, "x")];
        void Refused(string word, ImageRecord[] images, double[][] rows, LastLayerOptions options) => Assert.Contains(word,
            Assert.Throws<ArgumentException>(() => LastLayer.Retrain(network, new(images, rows), options)).Message,
            StringComparison.Ordinal);
        Refused("same network", both, [[1, 2, 3], [1, 2, 3]], new());
        Refused("one class", [both[0], both[0]], [[1, 2], [3, 4]], new());
        Refused("at least 0", both, [[1, -2], [3, 4]], new() { NonNegative = true });
        Refused("penalty", both, [[1, 2], [3, 4]], new() { Penalty = -1 });
    }

    [Fact]
    public void One_logit_is_retrained_like_two()
    {
        using var two = new Passing(2);
        using var one = new Passing(1);
        var records = Reference.Targets.Select((target, index) =>
            new ImageRecord($"{index}.png", target ? ImageLabel.Synthetic : ImageLabel.Real, "x")).ToArray();
        var frozen = new FrozenFeatures(records, [.. Reference.Features.Select(row => row[..2])]);
        LastLayer.Retrain(two, frozen);
        LastLayer.Retrain(one, frozen);
        Assert.Equal(one.LastLayer.weight.data<float>().ToArray(), two.LastLayer.weight.data<float>().ToArray()[2..]);
    }

    private static DenseNet Trained(out StripeDataset heldOut)
    {
        using var folder = new TemporaryFolder();
        var network = new DenseNet(Tried.Network, seed: 3);
        heldOut = new StripeDataset(64, seed: 4);
        Trainer.Fit(network, new StripeDataset(96), new StripeDataset(32, seed: 2), Losses.CrossEntropy,
            new() { Epochs = 3, BatchSize = 12, LearningRate = 3e-3 }, folder: folder.Root);
        return network;
    }

    private static List<double[]> Standardized()
    {
        var rows = Reference.Features;
        double Mean(int column) => rows.Average(row => row[column]);
        double Deviation(int column) => Math.Sqrt(rows.Average(row => Math.Pow(row[column] - Mean(column), 2)));
        return [.. rows.Select(row => row.Select((value, column) => (value - Mean(column)) / Deviation(column)).ToArray())];
    }

    private sealed record Fixture(double[][] Features, bool[] Targets, Case[] Cases);

    private sealed record Case(double Penalty, bool NonNegative, double[] Parameters);

    private sealed class Passing(int logits) : IHasLastLayer, IDisposable
    {
        public TorchSharp.Modules.Linear LastLayer { get; } = nn.Linear(2, logits);

        public Tensor LastFeatures(Tensor images) => throw new NotSupportedException();

        public void Dispose() => LastLayer.Dispose();
    }
}
