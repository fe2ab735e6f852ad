using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Training;

/// <summary>Counts every live tensor of the process, so nothing else may run beside it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class AloneCollection;

[Collection("alone")]
public class LeakTests
{
    [Fact]
    public void An_epoch_of_detection_leaves_no_tensor_behind()
    {
        using var model = new DenseNet(DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2] }, seed: 3);
        AssertNoLeak(model, new StripeDataset(48), new StripeDataset(32, seed: 2), Losses.CrossEntropy,
            live => ValidationMetric.OfImages(new("live tensors", "tensors alive"), _ => live()));
    }

    [Fact]
    public void An_epoch_of_localization_leaves_no_tensor_behind()
    {
        using var model = new UNet(new() { BaseWidth = 4, FrontEnd = new ResidualFrontEnd() }, seed: 3);
        AssertNoLeak(model, new PatchDataset(48), new PatchDataset(32, seed: 2), Losses.BinaryCrossEntropyAndDice(),
            live => ValidationMetric.OfMasks(new("live tensors", "tensors alive"), Averaging.PerImage, _ => live()));
    }

    private static void AssertNoLeak(nn.Module<Tensor, Tensor> model, ImageDataset training, ImageDataset validation, Loss loss,
        Func<Func<double>, ValidationMetric> metric)
    {
        // What other tests left to the garbage collector must not be freed while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var folder = new TemporaryFolder();
        var counts = new List<long>();
        double Live()
        {
            counts.Add(Tensor.TotalCount);
            return counts.Count == 1 ? 1 : 0;
        }
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, LearningRate = 1e-3, Metric = metric(Live) };
        Trainer.Fit(model, training, validation, loss, options, folder: folder.Root);
        Assert.Equal(3, counts.Count);
        Assert.Equal(counts[1], counts[2]);
    }
}
