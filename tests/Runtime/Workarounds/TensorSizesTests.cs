using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Tests.Runtime.Workarounds;

public class TensorSizesTests
{
    [Fact]
    public void Sizes_are_those_of_the_shape()
    {
        using var scope = NewDisposeScope();
        Assert.Empty(zeros([]).Sizes());
        Assert.Equal([5], zeros(5).Sizes());
        Assert.Equal([2, 0, 4, 3], zeros(2, 3, 0, 4).permute(0, 2, 3, 1).Sizes());
    }

    [Fact]
    public void Strides_are_compared_by_dimension()
    {
        using var scope = NewDisposeScope();
        var square = rand(4, 4);
        Assert.True(square.HasStridesOf(zeros(4, 4)));
        Assert.False(square.HasStridesOf(square.t()));
        Assert.True(square.t().HasStridesOf(zeros(4, 4).t()));
    }
}
