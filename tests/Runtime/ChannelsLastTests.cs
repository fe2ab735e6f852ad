using Telltale.Models;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Tests.Runtime;

public class ChannelsLastTests
{
    [Fact]
    public void Values_stay_and_the_layout_changes()
    {
        using var scope = torch.NewDisposeScope();
        var images = torch.randn(2, 3, 5, 7);
        var changed = ChannelsLast.Of(images);
        Assert.Equal([105L, 1, 21, 3], changed.stride());
        Assert.True(changed.equal(images).all().item<bool>());
    }

    [Fact]
    public void A_network_answers_the_same_and_hands_the_layout_through_every_block()
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
}
