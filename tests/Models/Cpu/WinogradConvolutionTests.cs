using Telltale.Models.Cpu;
using Telltale.Models.Cpu.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.Cpu;

public class WinogradConvolutionTests
{
    [Theory]
    [InlineData(1, 4, 4, 16, 16)]    // one tile
    [InlineData(3, 5, 13, 16, 48)]   // neither square nor a multiple of tiles
    [InlineData(2, 1, 7, 32, 16)]    // a single row: everything above and below is padding
    [InlineData(2, 32, 32, 128, 32)] // a dense layer's
    [InlineData(1, 64, 80, 64, 80)]  // more tiles than are summed at a time
    public void Outputs_and_gradients_agree_with_autograd(int images, int height, int width, int channels, int outputs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(17);
        var maps = randn([images, height, width, channels], ScalarType.Float64, generator: generator).requires_grad_(true);
        var weight = randn([outputs, channels, 3, 3], ScalarType.Float64, generator: generator).requires_grad_(true);
        var gradient = randn([images, height, width, outputs], ScalarType.Float64, generator: generator);
        var output = nn.functional.conv2d(maps.permute(0, 3, 1, 2), weight, padding: [1, 1]).permute(0, 2, 3, 1);
        var expected = autograd.grad([output], [maps, weight], [gradient]);
        using var noGradients = no_grad();
        var (own, kernel, given) =
            (maps.to_type(ScalarType.Float32), weight.to_type(ScalarType.Float32), gradient.to_type(ScalarType.Float32));
        AssertClose(output, WinogradConvolution.Of([own], kernel));
        AssertClose(expected[0], WinogradConvolution.InputGradients(given, kernel, channels).Single());
        AssertClose(expected[1], WinogradConvolution.KernelGradient([own], given));
    }

    [Fact]
    public void Several_inputs_are_convolved_as_their_concatenation()
    {
        using var scope = NewDisposeScope();
        var (maps, gradient, kernel) = (randn(2, 9, 14, 48), randn(2, 9, 14, 32), randn(32, 48, 3, 3));
        Tensor[] parts = [maps.narrow(3, 0, 16).contiguous(), maps.narrow(3, 16, 32).contiguous()];
        AssertSame(WinogradConvolution.Of([maps], kernel), WinogradConvolution.Of(parts, kernel));
        AssertSame(WinogradConvolution.KernelGradient([maps], gradient), WinogradConvolution.KernelGradient(parts, gradient));
        AssertSame(WinogradConvolution.InputGradients(gradient, kernel, 48).Single(),
            cat(WinogradConvolution.InputGradients(gradient, kernel, 16, 32), 3));
    }

    [Fact]
    public void A_kernel_may_be_channels_last()
    {
        using var scope = NewDisposeScope();
        var (maps, kernel) = (rand(2, 8, 8, 16), rand(32, 16, 3, 3));
        var channelsLast = kernel.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        AssertSame(WinogradConvolution.Of([maps], kernel), WinogradConvolution.Of([maps], channelsLast));
    }

    [Fact]
    public void Other_numbers_of_channels_and_dtypes_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => WinogradConvolution.Of([rand(1, 4, 4, 16)], rand(20, 16, 3, 3)));
        Assert.Throws<ArgumentException>(() => WinogradConvolution.Of([rand(1, 4, 4, 16), rand(1, 4, 5, 16)], rand(16, 32, 3, 3)));
        Assert.Throws<ArgumentException>(() => WinogradConvolution.KernelGradient([rand(1, 4, 4, 24)], rand(1, 4, 4, 16)));
        Assert.Throws<ArgumentException>(() => WinogradConvolution.Of([rand([1, 4, 4, 16], ScalarType.BFloat16)], rand(16, 16, 3, 3)));
    }

    [Fact]
    public void Nothing_stays_in_memory()
    {
        using var scope = NewDisposeScope();
        var (maps, gradient, kernel) = (randn(2, 8, 8, 16), randn(2, 8, 8, 32), randn(32, 16, 3, 3));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        WinogradConvolution.Of([maps], kernel).Dispose();
        WinogradConvolution.InputGradients(gradient, kernel, 16).Single().Dispose();
        WinogradConvolution.KernelGradient([maps], gradient).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.Equal(expected.data<float>().ToArray(), actual.data<float>().ToArray());

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((actual - expected).abs().max().item<double>(), 0, 2e-5 * expected.abs().max().item<double>());
    }
}
