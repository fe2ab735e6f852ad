using Telltale.Data;
using Telltale.Tests.Training;
using TorchSharp;

namespace Telltale.Tests.Data;

public class LoaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Batches_are_the_same_however_many_are_read_ahead(int ahead) =>
        Assert.Equal(Content(new Loader(new StripeDataset(50), 8, seed: 3, shuffle: true, ahead: 3), 2),
            Content(new Loader(new StripeDataset(50), 8, seed: 3, shuffle: true, ahead), 2));

    [Fact]
    public void Every_image_comes_once_an_epoch_and_in_another_order_each_time()
    {
        var loader = new Loader(new StripeDataset(50), 8, seed: 3, shuffle: true);
        Assert.Equal(Enumerable.Range(0, 50), loader.Order(0).Order());
        Assert.NotEqual(loader.Order(0), loader.Order(1));
        Assert.Equal(7, loader.BatchCount);
        Assert.Equal(Enumerable.Range(0, 50), new Loader(new StripeDataset(50), 8, seed: 3, shuffle: false).Order(4));
    }

    [Fact]
    public void Skipping_goes_on_where_the_epoch_was_left()
    {
        var loader = new Loader(new StripeDataset(50), 8, seed: 3, shuffle: true);
        Assert.Equal(Content(loader, 1)[3..], Content(loader, 1, skip: 3));
    }

    [Fact]
    public void A_failure_to_read_reaches_the_caller()
    {
        var records = new[] { new ImageRecord("/no/such/image.jpg", ImageLabel.Real, "nowhere") };
        var loader =
            new Loader(new DetectionDataset(records, Telltale.Data.Transforms.Transform.Evaluation(32)), 1, seed: 1, shuffle: false);
        var failure = Assert.Throws<ImageFileException>(() => loader.Epoch(0).First());
        Assert.Contains("/no/such/image.jpg", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_is_measured_where_the_reader_is_slow()
    {
        var loader = new Loader(new StripeDataset(50), 8, seed: 3, shuffle: true);
        Assert.Equal(TimeSpan.Zero, loader.Waited);
        var started = System.Diagnostics.Stopwatch.StartNew();
        Content(loader, 0);
        Assert.InRange(loader.Waited, TimeSpan.FromTicks(1), started.Elapsed);
    }

    private static List<(float, float)> Content(Loader loader, int epoch, int skip = 0) =>
        loader.Epoch(epoch, skip).Select(batch =>
        {
            using (batch)
            {
                return (batch.Inputs.sum().item<float>(), batch.Targets.sum().item<float>());
            }
        }).ToList();
}

[Collection("alone")]
public class LoaderLeakTests
{
    [Fact]
    public void An_epoch_left_early_frees_what_was_read_ahead()
    {
        var before = torch.Tensor.TotalCount;
        using (var batch = new Loader(new StripeDataset(50), 4, seed: 3, shuffle: true).Epoch(0).First())
        {
            Assert.Equal(4, batch.Count);
        }
        Assert.Equal(before, torch.Tensor.TotalCount);
    }
}
