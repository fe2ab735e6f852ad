using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Adam = Telltale.Training.Adam;

namespace Telltale.Tests.Training;

[Collection("alone")]
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
    public void The_garbage_collector_may_come_at_any_time()
    {
        var expected = Trained();
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect(0);
            }
        });
        collector.Start();
        try
        {
            Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(expected, Trained()));
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
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

    private static float[] Trained()
    {
        using var scope = NewDisposeScope();
        var parameter = Start();
        using var optimizer = new Adam([parameter], 0.1) { LearningRate = 0.01 };
        for (var step = 0; step < 1000; step++)
        {
            Backward(parameter);
            optimizer.Step();
        }
        return parameter.data<float>().ToArray();
    }

    private static Parameter Start() => new(arange(1, 61, ScalarType.Float32));

    private static void Backward(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        parameter.square().sum().backward();
    }
}
