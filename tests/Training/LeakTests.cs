using Telltale.Models;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Tests.Training;

/// <summary>Counts every live tensor of the process, so nothing else may run beside it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class AloneCollection;

[Collection("alone")]
public class LeakTests
{
    [Fact]
    public void An_epoch_leaves_no_tensor_behind()
    {
        // What other tests left to the garbage collector must not be freed while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var folder = new TemporaryFolder();
        using var model = new DenseNet(DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2] }, seed: 3);
        var counts = new List<long>();
        var counting = new ValidationMetric("live tensors", true, (_, _) =>
        {
            counts.Add(torch.Tensor.TotalCount);
            return counts.Count == 1 ? 1 : 0;
        });
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, LearningRate = 1e-3, Metric = counting };
        Trainer.Fit(model, new StripeDataset(48), new StripeDataset(32, seed: 2), Losses.CrossEntropy, options, folder: folder.Root);
        Assert.Equal(3, counts.Count);
        Assert.Equal(counts[1], counts[2]);
    }
}
