using Telltale.Runtime.Workarounds;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>
/// Adam (Kingma and Ba: Adam: A Method for Stochastic Optimization, ICLR 2015) with PyTorch's defaults and its order of operations.
/// TorchSharp's own optimizer passes scalars to libtorch that the garbage collector may free during the call, see <see cref="KeptScalar"/>.
/// </summary>
/// <param name="parameters">The parameters to train; those without a gradient are skipped.</param>
/// <param name="weightDecay">L2 penalty, added to the gradient.</param>
internal sealed class Adam(IEnumerable<Parameter> parameters, double weightDecay) : IDisposable
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Slot[] slots = [.. parameters.Select(parameter => new Slot(parameter))];

    /// <summary>Learning rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The number of steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Running means of the gradients and of their squares, in the order of the parameters; owned by this object.</summary>
    public IEnumerable<(Tensor Mean, Tensor Square)> Moments => slots.Select(slot => (slot.Mean, slot.Square));

    /// <summary>Restores the state of an earlier run of the same model.</summary>
    public void Resume(long steps, Func<int, (Tensor Mean, Tensor Square)> moments)
    {
        Steps = steps;
        foreach (var (index, slot) in slots.Index())
        {
            slot.Mean.copy_(moments(index).Mean);
            slot.Square.copy_(moments(index).Square);
        }
    }

    /// <summary>Updates every parameter with its gradient, and clears the gradient.</summary>
    public void Step()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        var negativeRate = -LearningRate / (1 - Math.Pow(MeanDecay, Steps));
        var correction = Math.Sqrt(1 - Math.Pow(SquareDecay, Steps));
        var due = slots.Where(slot => slot.Parameter.grad is not null)
            .Select(slot => (Value: (Tensor)slot.Parameter, Gradient: Decayed(slot.Parameter), slot.Mean, slot.Square)).ToList();
        if (!Models.Cpu.CpuPath.TryStep(due, new(MeanDecay, SquareDecay, correction, Epsilon, negativeRate)))
        {
            due.ForEach(parameter => Step(parameter.Value, parameter.Gradient, parameter.Mean, parameter.Square, negativeRate, correction));
        }
        Array.ForEach(slots, slot => slot.Parameter.grad = null);
    }

    /// <summary>Frees the running means.</summary>
    public void Dispose() => Array.ForEach(slots, slot => slot.Dispose());

    private Tensor Decayed(Parameter parameter)
    {
        using Scalar decay = weightDecay;
        return weightDecay == 0 ? parameter.grad! : parameter.grad!.add(parameter, decay);
    }

    private static void Step(Tensor value, Tensor gradient, Tensor mean, Tensor square, double negativeRate, double correction)
    {
        using Scalar rate = negativeRate;
        using Scalar root = correction;
        mean.mul_(KeptScalar.Of(MeanDecay)).add_(gradient, KeptScalar.Of(1 - MeanDecay));
        square.mul_(KeptScalar.Of(SquareDecay)).addcmul_(gradient, gradient, KeptScalar.Of(1 - SquareDecay));
        var denominator = square.sqrt().div_(root).add_(KeptScalar.Of(Epsilon), KeptScalar.Of(1));
        value.addcdiv_(mean, denominator, rate);
    }

    private sealed class Slot(Parameter parameter) : IDisposable
    {
        public Parameter Parameter => parameter;

        public Tensor Mean { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Square { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public void Dispose()
        {
            Mean.Dispose();
            Square.Dispose();
        }
    }
}
