using Telltale.Models.Cpu;
using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime.Workarounds;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>
/// Adam (Kingma and Ba: Adam: A Method for Stochastic Optimization, ICLR 2015) with PyTorch's defaults and its order of operations.
/// TorchSharp's own hands numbers to libtorch that the garbage collector may free meanwhile, see <see cref="KeptScalar"/>.
/// </summary>
/// <param name="parameters">What is learnt; those without a gradient are left alone.</param>
/// <param name="weightDecay">L2 penalty, added to the gradient.</param>
internal sealed class Adam(IEnumerable<Parameter> parameters, double weightDecay) : IDisposable
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Slot[] slots = [.. parameters.Select(parameter => new Slot(parameter))];

    /// <summary>Step size of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>Running means of the gradients and of their squares, in the order of the parameters; owned by this object.</summary>
    public IEnumerable<(Tensor Mean, Tensor Square)> Moments => slots.Select(slot => (slot.Mean, slot.Square));

    /// <summary>Goes on where another run of the same model stopped.</summary>
    public void Resume(long steps, Func<int, (Tensor Mean, Tensor Square)> moments)
    {
        Steps = steps;
        foreach (var (index, slot) in slots.Index())
        {
            slot.Mean.copy_(moments(index).Mean);
            slot.Square.copy_(moments(index).Square);
        }
    }

    /// <summary>Changes every parameter by its gradient, and forgets the gradient.</summary>
    public void Step()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        var (stepSize, rootCorrection) = (-LearningRate / (1 - Math.Pow(MeanDecay, Steps)), Math.Sqrt(1 - Math.Pow(SquareDecay, Steps)));
        using Scalar size = stepSize;
        using Scalar correction = rootCorrection;
        using Scalar decay = weightDecay;
        var onProcessor = new List<AdamKernel.Memory>();
        foreach (var slot in slots)
        {
            if (slot.Parameter.grad is { } gradient)
            {
                gradient = weightDecay == 0 ? gradient : gradient.add(slot.Parameter, decay);
                if (slot.IsOnProcessor)
                {
                    onProcessor.Add(slot.Memory(gradient));
                }
                else
                {
                    slot.Step(gradient, size, correction);
                }
                slot.Parameter.grad = null;
            }
        }
        var numbers = new AdamKernel.Numbers(
            (float)MeanDecay, (float)(1 - MeanDecay), (float)SquareDecay, (float)(1 - SquareDecay), (float)rootCorrection, (float)Epsilon, (float)stepSize);
        ProcessorTeam.Run(onProcessor.Count, index => onProcessor[index].Step(numbers));
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose() => Array.ForEach(slots, slot => slot.Dispose());

    private sealed class Slot(Parameter parameter) : IDisposable
    {
        public Parameter Parameter => parameter;

        public Tensor Mean { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public Tensor Square { get; } = zeros_like(parameter).DetachFromDisposeScope();

        public bool IsOnProcessor { get; } = parameter.device_type == DeviceType.CPU && parameter.dtype == ScalarType.Float32;

        public AdamKernel.Memory Memory(Tensor gradient) => new(
            parameter, gradient.LiesAs(parameter) ? gradient : empty_like(parameter).copy_(gradient), Mean, Square);

        public void Step(Tensor gradient, Scalar size, Scalar correction)
        {
            Mean.mul_(KeptScalar.Of(MeanDecay)).add_(gradient, KeptScalar.Of(1 - MeanDecay));
            Square.mul_(KeptScalar.Of(SquareDecay)).addcmul_(gradient, gradient, KeptScalar.Of(1 - SquareDecay));
            var spread = Square.sqrt().div_(correction).add_(KeptScalar.Of(Epsilon), KeptScalar.Of(1));
            parameter.addcdiv_(Mean, spread, size);
        }

        public void Dispose()
        {
            Mean.Dispose();
            Square.Dispose();
        }
    }
}
