using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.FrontEnds;

public sealed class ResidualFrontEndTests : IDisposable
{
    private const float GreyLevel = 1 / (255 * 0.226f);

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Differences_to_the_right_below_and_along_both_diagonals()
    {
        var image = tensor(new float[] { 10, 13, 18, 11, 10, 14 }, [1, 1, 2, 3]) * GreyLevel;
        var residuals = new ResidualFrontEnd(Truncation: 10).Apply(image) * 10;
        float[] expected =
        [
            3, 5, 0, -1, 4, 0,      // right
            1, -3, -4, 0, 0, 0,     // below
            0, 1, -4, -1, 4, 0,     // down right: the last column and row repeat their neighbour
            -2, -8, -4, 1, -4, 0,   // down left of the right neighbour
        ];
        Assert.Equal([1, 4, 2, 3], residuals.shape);
        Assert.Equal(expected, residuals.round().data<float>());
    }

    [Fact]
    public void Brightness_does_not_matter_and_edges_are_clipped()
    {
        manual_seed(1);
        var image = randn(2, 3, 8, 8);
        var residuals = new ResidualFrontEnd(Truncation: 16).Apply(image);
        Assert.Equal([2, 12, 8, 8], residuals.shape);
        Assert.True((new ResidualFrontEnd(Truncation: 16).Apply(image + 1) - residuals).abs().max().item<float>() < 1e-4);
        Assert.Equal(1, residuals.max().item<float>());
        Assert.Equal(-1, residuals.min().item<float>());
    }

    [Fact]
    public void The_image_is_not_changed()
    {
        var image = ones(1, 3, 4, 4);
        new ResidualFrontEnd().Apply(image);
        Assert.Equal(1, image.min().item<float>());
    }
}
