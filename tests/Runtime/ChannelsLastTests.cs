using Telltale.Models;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Tests.Runtime;

public class ChannelsLastTests
{
    [Fact]
    public void The_layout_changes_and_the_values_do_not()
    {
        using var scope = torch.NewDisposeScope();
        var images = torch.randn(2, 3, 5, 7);
        var changed = ChannelsLast.Of(images);
        Assert.Equal([105L, 1, 21, 3], changed.stride());
        Assert.True(changed.equal(images).all().item<bool>());
    }

    [Fact]
    public void A_network_computes_the_same_and_every_block_keeps_the_layout()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var model = new DenseNet(DenseNetOptions.DenseNetSmall);
        model.eval();
        var images = torch.randn(2, 3, 64, 64);
        var before = model.forward(images);
        ChannelsLast.Apply(model);
        Assert.True(before.allclose(model.forward(ChannelsLast.Of(images)), rtol: 1e-4, atol: 1e-5));
        Assert.All(model.BlockOutputs(ChannelsLast.Of(images)), output => Assert.Equal(1, output.stride()[1]));
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.BFloat16)]
    public void Every_operation_of_a_network_keeps_the_layout(torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var maps = ChannelsLast.Of(torch.rand(4, 32, 16, 16)).to_type(type);
        torch.Tensor Weight(params long[] shape) => ChannelsLast.Of(torch.rand(shape)).to_type(type);
        torch.Tensor[] results =
        [
            torch.nn.functional.conv2d(maps, Weight(48, 32, 3, 3), padding: [1, 1]),
            torch.nn.functional.conv2d(maps, Weight(48, 32, 7, 7), strides: [2, 2], padding: [3, 3]),
            torch.nn.functional.conv2d(maps, Weight(48, 32, 1, 1)),
            torch.nn.functional.conv_transpose2d(maps, torch.rand(32, 16, 2, 2).to_type(type), strides: [2, 2]),
            torch.nn.functional.max_pool2d(maps, 3, stride: 2, padding: 1),
            torch.nn.functional.avg_pool2d(maps, 2, stride: 2),
        ];
        Assert.All(results, result => Assert.True(result.permute(0, 2, 3, 1).is_contiguous()));
    }
}
