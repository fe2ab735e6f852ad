using Telltale.Models;
using Telltale.Models.Cpu;
using Telltale.Models.Cpu.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.Cpu;

public sealed class ActivationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_released_value_is_recomputed_when_it_is_read()
    {
        var (first, computations) = (arange(4), 0);
        using var activation = new Activation(first, recompute: () =>
        {
            computations++;
            return arange(4);
        });
        activation.Release();
        Assert.True(first.IsInvalid);
        Assert.Equal(0, computations);
        Assert.Equal([0, 1, 2, 3], activation.Value.data<long>().ToArray());
        Assert.Same(activation.Value, activation.Value);
        Assert.Equal(1, computations);
    }

    [Fact]
    public void A_value_that_is_kept_or_cannot_be_recomputed_stays()
    {
        using var kept = new Activation(arange(4), recompute: () => arange(4)) { IsKept = true };
        using var only = new Activation(arange(4));
        kept.Release();
        only.Release();
        Assert.False(kept.Value.IsInvalid);
        Assert.False(only.Value.IsInvalid);
    }

    [Fact]
    public void Training_keeps_no_maps_after_the_ReLU()
    {
        var tape = new GradientTape(new SharedBatch(1).Join(0));
        var pass = new ForwardPass(tape);
        var (norm, convolution) = (new BatchNormalization(16), new Convolution(16, 16, 3));
        HeInitialisation.Fill(convolution, 17);
        var rectified = pass.NormalizeAndRectify(new Activation(randn(2, 32, 32, 16)), norm);
        var (value, values) = (rectified.Value, rectified.Value.data<float>().ToArray());
        var isTiled = CpuPolicy.PrefersWinograd([value], convolution);
        var output = pass.Convolve(rectified, convolution);
        Assert.Equal(isTiled, value.IsInvalid); // else autograd holds it
        Assert.Equal(values, rectified.Value.data<float>().ToArray());
        output.AddGradient(ones_like(output.Value));
        tape.Backward();
        Assert.Equal([16, 16, 3, 3], Assert.Single(tape.Gradients).Gradient.shape);
    }
}
