using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Models;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public sealed class AttributionPlotsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DenseNet model = new(DenseNetOptions.DenseNetSmall with { BlockSizes = [1, 1] }, seed: 5);

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    private AttributionMap Map()
    {
        var record = new ImageRecord(folder.File("picture.png"), ImageLabel.Synthetic, "pictures");
        File.WriteAllBytes(record.Path, ImageCodec.EncodePng(Samples.Picture(16, 16)));
        return OcclusionMap.Of(model, record, Transform.Evaluation(16), window: 8, stride: 8);
    }

    [Fact]
    public void A_map_lies_over_the_grey_image_beside_the_image_itself()
    {
        var map = Map();
        var grid = AttributionPlots.HeatMaps(map);
        Assert.Equal(
            $"2 images: synthetic: pictures, score {map.Score:0.000}; occlusion: bright = evidence for synthetic", grid.ToString());
        Assert.Equal(2, grid.ToHtml().Split("data:image/webp").Length - 1);
    }

    [Fact]
    public void A_deletion_test_draws_the_mean_score_by_the_map_and_at_random()
    {
        var test = DeletionTest.Of(model, [Map(), Map()], tile: 8, steps: 4, randomOrders: 2);
        var chart = AttributionPlots.Deletion(test);
        var (guided, random) = (Shown.AsPlotly(chart).Trace("occlusion"), Shown.AsPlotly(chart).Trace("random order"));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], guided.Numbers("x"));
        Assert.Equal(Enumerable.Range(0, 5).Select(step => test.Curves.Average(curve => curve.Guided[step])), guided.Numbers("y"));
        Assert.Equal(Enumerable.Range(0, 5).Select(step => test.Curves.Average(curve => curve.Random[step])), random.Numbers("y"));
        Assert.Contains($"Deletion test on 2 images: the mean score is {test.Start:0.000} at first", chart.Title, StringComparison.Ordinal);
    }
}
