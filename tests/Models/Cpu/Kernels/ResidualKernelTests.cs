using Telltale.Models;
using Telltale.Models.Cpu;
using Telltale.Models.Cpu.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.Cpu.Kernels;

/// <summary>The kernel against libtorch's operations in <see cref="ResidualFrontEnd.Apply"/>.</summary>
public sealed class ResidualKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 7)]
    [InlineData(3, 6, 1)]
    [InlineData(2, 5, 2)]
    [InlineData(5, 64, 33)]
    public void Residuals_equal_those_of_libtorch_to_the_bit(int count, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(17);
        var frontEnd = new ResidualFrontEnd(Truncation: 8);
        var images = randn([count, 3, height, width], generator: generator) * 0.1f;
        images[0, 1, height - 1, width - 1] = float.NaN;
        var expected = frontEnd.Apply(images);
        var residuals = ResidualKernel.Apply(images.ToNhwc(), (float)frontEnd.Scale).AsNchw();
        Assert.Equal(expected.shape, residuals.shape);
        Assert.Equal(expected.data<float>().ToArray(), residuals.contiguous().data<float>().ToArray());
    }
}
