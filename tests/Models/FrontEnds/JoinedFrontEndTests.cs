using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.FrontEnds;

public sealed class JoinedFrontEndTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor images = ParameterFormula.Images("joined", 2, 3, 16, 24);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Its_channels_are_the_image_and_then_each_stream()
    {
        var joined = new JoinedFrontEnd(new ResidualFrontEnd(), new NprFrontEnd());
        using var layer = joined.Layer(17);
        var output = layer.forward(images);
        Assert.Equal(joined.Channels, output.size(1));
        Assert.True(output.narrow(1, 0, 3).allclose(images));
        Assert.True(output.narrow(1, 3, 12).allclose(new ResidualFrontEnd().Apply(images)));
        Assert.True(output.narrow(1, 15, 3).allclose(new NprFrontEnd().Apply(images)));
    }

    [Fact]
    public void The_weights_of_a_stream_are_trained_and_saved_with_the_network()
    {
        using var network = new UNet(new() { BaseWidth = 2, FrontEnd = new JoinedFrontEnd(new ResidualFrontEnd(), new BayarFrontEnd()) });
        var weight = Assert.Single(network.named_parameters(), parameter => parameter.name.Contains("streams.1", StringComparison.Ordinal));
        network.forward(images).sum().backward();
        Assert.NotEqual(0, weight.parameter.grad!.abs().sum().item<float>());
        Assert.Single(network.modules().OfType<BayarFrontEnd.ConstrainedConvolution>());
    }

    [Fact]
    public void It_is_equal_where_its_streams_are_and_needs_one()
    {
        Assert.Equal(new JoinedFrontEnd(new NprFrontEnd(), new SrmFrontEnd()), new JoinedFrontEnd(new NprFrontEnd(), new SrmFrontEnd()));
        Assert.NotEqual(new JoinedFrontEnd(new NprFrontEnd(), new SrmFrontEnd()), new JoinedFrontEnd(new SrmFrontEnd(), new NprFrontEnd()));
        Assert.Throws<ArgumentException>(() => new JoinedFrontEnd());
        var options = UNetOptions.Small with { FrontEnd = new JoinedFrontEnd(new NprFrontEnd()) };
        Assert.StartsWith("UNet(base 16, input RGB + NPR", options.ToString(), StringComparison.Ordinal);
    }
}
