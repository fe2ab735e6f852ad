using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.FrontEnds;

public sealed class BayarFrontEndTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    /// <summary>The largest violation of the constraint: centre −1, the other weights of each filter and channel sum to 1.</summary>
    public static double Violation(nn.Module network)
    {
        using var inner = NewDisposeScope();
        var weight = network.named_parameters().Single(entry => entry.name.EndsWith("frontend.weight", StringComparison.Ordinal)).parameter;
        var centre = weight[.., .., weight.size(2) / 2, weight.size(3) / 2];
        return Math.Max((centre + 1).abs().max().item<float>(), weight.sum([2, 3]).abs().max().item<float>());
    }

    [Fact]
    public void The_constraint_is_restored_as_NumPy_does_and_the_filters_agree_with_PyTorch()
    {
        using var reference = ReferenceTensors.Read("front_ends.safetensors");
        var layer = new BayarFrontEnd().Layer(seed: 5);
        var weight = layer.parameters().Single();
        using (no_grad())
        {
            weight.copy_((ParameterFormula.Images("constrained", 3, 3, 5, 5) + 2) / 4);
        }
        ((IConstrained)layer).Constrain();
        ReferenceTensors.AssertClose(reference.Tensors["constrained.weight"], weight);
        ReferenceTensors.AssertClose(
            reference.Tensors["constrained.output"], layer.forward(ParameterFormula.Images("front ends", 2, 3, 16, 24)));
    }

    [Fact]
    public void New_weights_satisfy_the_constraint_and_depend_on_the_seed_only()
    {
        float[] Weights(long seed)
        {
            using var network = new DenseNet(Tried.Network with { FrontEnd = new BayarFrontEnd() }, seed);
            Assert.InRange(Violation(network), 0, 1e-5);
            return network.get_parameter("frontend.weight")!.data<float>().ToArray();
        }
        manual_seed(1);
        var first = Weights(3);
        manual_seed(2);
        Assert.Equal(first, Weights(3));
        Assert.NotEqual(first, Weights(4));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 4)]
    [InlineData(3, 1)]
    public void Filters_without_a_centre_and_neighbours_are_refused(int filters, int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayarFrontEnd(filters, size));
}
