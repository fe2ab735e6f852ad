using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

public class KernelGradientTests
{
    [Theory]
    [InlineData(1, 5, 5, 3, 2)]
    [InlineData(3, 8, 13, 16, 32)]   // neither square nor even
    [InlineData(2, 1, 7, 4, 4)]      // a single row: all above and below is rim
    [InlineData(2, 32, 32, 128, 32)] // a dense layer's
    public void It_is_autograds(int images, int height, int width, int channels, int outputs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(17);
        var maps = randn([images, height, width, channels], generator: generator);
        var gradient = randn([images, height, width, outputs], generator: generator);
        var weight = randn([outputs, channels, 3, 3], generator: generator).requires_grad_(true);
        var output = nn.functional.conv2d(maps.permute(0, 3, 1, 2), weight, padding: [1, 1]);
        var expected = autograd.grad([output], [weight], [gradient.permute(0, 3, 1, 2)])[0];
        var found = KernelGradient.Of(maps, gradient);
        Assert.Equal(expected.shape, found.shape);
        var difference = (found - expected).abs().max().item<float>();
        Assert.InRange(difference, 0, 1e-5 * expected.abs().max().item<float>());
    }

    [Fact]
    public void Nothing_stays_in_memory()
    {
        using var scope = NewDisposeScope();
        var (maps, gradient) = (randn(2, 8, 8, 4), randn(2, 8, 8, 4));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        KernelGradient.Of(maps, gradient).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
