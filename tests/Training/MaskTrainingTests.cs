using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Tests.Training;

/// <summary>What the one loop does with masks. What it does with any data is tested in <see cref="TrainerTests"/>.</summary>
public class MaskTrainingTests
{
    private static readonly UNetOptions Tiny = new() { BaseWidth = 4 };

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 2, BatchSize = 8, LearningRate = 1e-2, Schedule = LearningRateSchedule.Plateau(patience: 0),
        Metric = ValidationMetric.MaskF1(Averaging.PerImage),
    };

    [Fact]
    public void A_small_network_is_trained_to_find_the_patch_and_its_score_is_that_of_its_masks()
    {
        using var folder = new TemporaryFolder();
        using var model = new UNet(Tiny, seed: 3);
        var history = Fit(model, folder, Options with { Epochs = 10, BatchSize = 4, Schedule = LearningRateSchedule.Cosine });
        Assert.True(history.Best.ValidationScore > 0.85, history.ToString());
        var masks = Predictor.Masks(model, new PatchDataset(20, seed: 2), batchSize: 8);
        Assert.Equal(history.Best.ValidationScore, masks.Average(mask => MaskMetrics.Of(mask.CountsAt(0.5)).F1), 1e-12);
        Assert.Equal("F1 (mean over all images, empty against empty = 1)", history.Metric);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_run_stopped_after_any_step_resumes_to_the_same_bits(int stepsBeforeTheStop)
    {
        using var folder = new TemporaryFolder();
        using var whole = new TemporaryFolder();
        using var expected = new UNet(Tiny, seed: 3);
        var uninterrupted = Fit(expected, whole, Options);

        using var stop = new CancellationTokenSource();
        using var stopped = new UNet(Tiny, seed: 3);
        var steps = 0;
        var progress = new Told(_ =>
        {
            if (++steps == stepsBeforeTheStop)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => Fit(stopped, folder, Options, progress, stop.Token));

        torch.manual_seed(12345);
        using var resumed = new UNet(Tiny, seed: 3);
        var history = Fit(resumed, folder, Options);
        Assert.Equal(
            uninterrupted.Epochs.Select(epoch => (epoch.TrainingLoss, epoch.ValidationLoss, epoch.ValidationScore)),
            history.Epochs.Select(epoch => (epoch.TrainingLoss, epoch.ValidationLoss, epoch.ValidationScore)));
        Assert.All(expected.state_dict().Zip(resumed.state_dict()),
            pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().item<bool>(), pair.First.Key));
    }

    [Fact]
    public void The_loss_can_choose_the_epoch_of_masks_too()
    {
        using var folder = new TemporaryFolder();
        using var model = new UNet(Tiny, seed: 3);
        var history = Fit(model, folder, Options with { Metric = ValidationMetric.Loss });
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), history.Best.ValidationScore);
    }

    [Fact]
    public void A_metric_that_does_not_fit_the_data_is_refused_before_any_step()
    {
        using var folder = new TemporaryFolder();
        using var model = new UNet(Tiny, seed: 3);
        var ofImages = Assert.Throws<ArgumentException>(() =>
            Fit(model, folder, Options with { Metric = ValidationMetric.BalancedAccuracy }));
        Assert.Contains("use ValidationMetric.MaskF1", ofImages.Message, StringComparison.Ordinal);
        using var detector = new DenseNet(DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2] });
        var ofMasks = Assert.Throws<ArgumentException>(() =>
            Trainer.Fit(detector, new StripeDataset(8), new StripeDataset(8), Losses.CrossEntropy, Options, folder: folder.Root));
        Assert.Contains("use ValidationMetric.BalancedAccuracy", ofMasks.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    private static TrainingHistory Fit(UNet model, TemporaryFolder folder, TrainingOptions options,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Trainer.Fit(model, new PatchDataset(40), new PatchDataset(20, seed: 2), Losses.BinaryCrossEntropyAndDice(), options, progress,
            folder.Root, cancellation);
}
