using Telltale.Data;
using Telltale.Models;
using Telltale.Training;
using static TorchSharp.torch;

namespace Telltale.Tests.Training;

/// <summary>
/// Training while the garbage collector comes every millisecond. Where an operation is handed a number that nothing refers to any more,
/// this ends in an exception or in other values within seconds.
/// </summary>
[Collection("alone")]
public class GarbageCollectionTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 4, LearningRate = 1e-3, WeightDecay = 0.01 };

    [Fact]
    public void Detection_gives_the_same_values() => AssertUndisturbed(
        () => new DenseNet(DenseNetOptions.DenseNetSmall with { BlockSizes = [1, 1], FrontEnd = new ResidualFrontEnd() }, seed: 3),
        new StripeDataset(96, size: 16), new StripeDataset(8, size: 16, seed: 2), Losses.CrossEntropy, Options);

    [Theory]
    [InlineData("dice")]
    [InlineData("focal")]
    public void Localization_gives_the_same_values(string loss) => AssertUndisturbed(
        () => new UNet(new() { BaseWidth = 2 }, seed: 3),
        new PatchDataset(24), new PatchDataset(4, seed: 2), loss == "dice" ? Losses.BinaryCrossEntropyAndDice(2) : Losses.Focal(),
        Options with { Metric = ValidationMetric.Loss });

    private static void AssertUndisturbed(Func<nn.Module<Tensor, Tensor>> model, ImageDataset training, ImageDataset validation, Loss loss,
        TrainingOptions options)
    {
        double[] Losses()
        {
            using var folder = new TemporaryFolder();
            using var fresh = model();
            return [.. Trainer.Fit(fresh, training, validation, loss, options,
                folder: folder.Root).Epochs.Select(epoch => epoch.TrainingLoss)];
        }
        var expected = Losses();
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect(0);
                Thread.Sleep(1); // without a pause, a process that holds much memory does little else
            }
        });
        collector.Start();
        try
        {
            Assert.Equal(expected, Losses());
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
    }
}
