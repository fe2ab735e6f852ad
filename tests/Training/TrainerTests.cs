using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Tests.Training;

public class TrainerTests
{
    private static readonly DenseNetOptions Tiny =
        DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2], GrowthRate = 6, InitialFeatures = 8 };

    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 16, LearningRate = 3e-3, Seed = 5 };

    [Fact]
    public void It_trains_and_keeps_the_best_epoch()
    {
        using var folder = new TemporaryFolder();
        using var model = new DenseNet(Tiny, seed: 3);
        var history = Fit(model, folder, Options with { Epochs = 6 });
        Assert.Equal(6, history.Epochs.Count);
        Assert.True(history.Best.ValidationScore >= 0.9, history.ToString());
        Assert.Equal(history.Epochs.Max(epoch => epoch.ValidationScore), history.Best.ValidationScore);
        Assert.False(model.training);
    }

    [Fact]
    public void In_bfloat16_it_trains_too_and_the_checkpoint_says_so()
    {
        using var folder = new TemporaryFolder();
        using var model = new DenseNet(Tiny, seed: 3);
        var history = Fit(model, folder, Options with { Epochs = 6, Precision = Precision.BFloat16 });
        Assert.True(history.Best.ValidationScore >= 0.9, history.ToString());
        Assert.Equal(Precision.BFloat16, model.Precision);
        Assert.All(model.parameters(), parameter => Assert.Equal(torch.float32, parameter.dtype));
        using var again = new DenseNet(Tiny, seed: 4);
        Assert.Contains("Precision = BFloat16", Checkpoint.Load(Assert.Single(Directory.GetFiles(folder.Root)), again),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_agree_bit_for_bit()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        using var one = new DenseNet(Tiny, seed: 3);
        using var two = new DenseNet(Tiny, seed: 3);
        Assert.Equal(Values(Fit(one, first, Options)), Values(Fit(two, second, Options)));
        AssertSameWeights(one, two);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_run_stopped_after_any_step_resumes_to_the_same_bits(int stepsBeforeTheStop)
    {
        using var folder = new TemporaryFolder();
        using var whole = new TemporaryFolder();
        using var expected = new DenseNet(Tiny, seed: 3);
        var uninterrupted = Fit(expected, whole, Options);

        using var stop = new CancellationTokenSource();
        using var stopped = new DenseNet(Tiny, seed: 3);
        var steps = 0;
        var progress = new Told(_ =>
        {
            if (++steps == stepsBeforeTheStop)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => Fit(stopped, folder, Options, progress, stop.Token));
        Assert.Equal(stepsBeforeTheStop, steps);

        // A new process has a new model and another random state.
        torch.manual_seed(12345);
        using var resumed = new DenseNet(Tiny, seed: 3);
        Assert.Equal(Values(uninterrupted), Values(Fit(resumed, folder, Options)));
        AssertSameWeights(expected, resumed);
    }

    [Fact]
    public void An_equal_run_comes_from_the_cache_and_any_change_does_not()
    {
        using var folder = new TemporaryFolder();
        using var first = new DenseNet(Tiny, seed: 3);
        var history = Fit(first, folder, Options with { Epochs = 1 });
        using var again = new DenseNet(Tiny, seed: 3);
        var cached = Fit(again, folder, Options with { Epochs = 1 });
        Assert.False(history.CameFromCache);
        Assert.True(cached.CameFromCache);
        Assert.Equal(history.Epochs, cached.Epochs);
        AssertSameWeights(first, again);

        using var otherSeed = new DenseNet(Tiny, seed: 4);
        Assert.False(Fit(otherSeed, folder, Options with { Epochs = 1 }).CameFromCache);
        using var otherOptions = new DenseNet(Tiny, seed: 3);
        Assert.False(Fit(otherOptions, folder, Options with { Epochs = 1, LearningRate = 1e-3 }).CameFromCache);
    }

    [Fact]
    public void Early_stopping_waits_as_long_as_told()
    {
        using var folder = new TemporaryFolder();
        using var model = new DenseNet(Tiny, seed: 3);
        var never = ValidationMetric.OfImages(new("constant", "always 0.5"), _ => 0.5);
        var history = Fit(model, folder, Options with { Epochs = 9, Patience = 2, Metric = never });
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(1, history.BestEpoch);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_the_files_of_its_batch()
    {
        using var folder = new TemporaryFolder();
        using var model = new DenseNet(Tiny, seed: 3);
        var failure = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Fit(model, new StripeDataset(64) { Broken = 9 }, new StripeDataset(16, seed: 2), Losses.CrossEntropy, Options,
                folder: folder.Root));
        Assert.Contains("stripes-1-9.png", failure.Files);
        Assert.Contains("stripes-1-9.png", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Files.Count <= Options.BatchSize);
    }

    [Fact]
    public void Progress_covers_every_image_of_every_epoch()
    {
        using var folder = new TemporaryFolder();
        using var model = new DenseNet(Tiny, seed: 3);
        var reports = new List<WorkProgress>();
        Fit(model, folder, Options, new Told(reports.Add));
        Assert.Equal(3 * 64, reports[^1].Done);
        Assert.True(reports[^1].IsComplete);
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.First.Done <= pair.Second.Done));
    }

    private static TrainingHistory Fit(DenseNet model, TemporaryFolder folder, TrainingOptions options,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Trainer.Fit(model, new StripeDataset(64), new StripeDataset(32, seed: 2), Losses.CrossEntropy, options, progress, folder.Root,
            cancellation);

    private static IEnumerable<(double, double, double)> Values(TrainingHistory history) =>
        history.Epochs.Select(epoch => (epoch.TrainingLoss, epoch.ValidationLoss, epoch.ValidationScore));

    private static void AssertSameWeights(DenseNet one, DenseNet two)
    {
        var other = two.state_dict();
        Assert.All(one.state_dict(), entry => Assert.True(entry.Value.equal(other[entry.Key]).all().item<bool>(), entry.Key));
    }
}
