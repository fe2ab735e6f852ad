using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Adam = Telltale.Training.Adam;

namespace Telltale.Tests.Training;

public class AdamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Gives_the_numbers_of_TorchSharps_own(double weightDecay)
    {
        var (ours, theirs) = (Start(), Start());
        using var peer = optim.Adam([theirs], 0.01, weight_decay: weightDecay);
        using (var optimizer = new Adam([ours], weightDecay) { LearningRate = 0.01 })
        {
            for (var step = 0; step < 5; step++)
            {
                Backward(ours);
                optimizer.Step();
                Backward(theirs);
                peer.step();
                peer.zero_grad();
            }
        }
        Assert.Equal(theirs.data<float>().ToArray(), ours.data<float>().ToArray());
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays()
    {
        var (learnt, left) = (Start(), Start());
        using var optimizer = new Adam([learnt, left], 0) { LearningRate = 0.01 };
        Backward(learnt);
        optimizer.Step();
        Assert.Null(learnt.grad);
        Assert.Equal(Start().data<float>().ToArray(), left.data<float>().ToArray());
        Assert.NotEqual(Start().data<float>().ToArray(), learnt.data<float>().ToArray());
    }

    private static Parameter Start() => new(arange(1, 61, ScalarType.Float32));

    private static void Backward(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        (parameter * parameter).sum().backward();
    }
}
