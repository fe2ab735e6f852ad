using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>
/// The only entry point to the code that exists for speed on the CPU. Each call returns null or false where it does not apply, and the
/// caller computes the same with libtorch's operations; results differ by rounding at most. Without this folder the kit works as well,
/// but slower: see docs/architecture.md.
/// </summary>
internal static class CpuPath
{
    /// <summary>True if this CPU computes faster in bfloat16 than in float32.</summary>
    public static bool HasFastBFloat16 => CpuPolicy.HasFastBFloat16;

    /// <summary>Computes a network's logits for a batch.</summary>
    /// <param name="network">In evaluation mode, with gradients off.</param>
    /// <param name="images">(N, 3, H, W) float32 on the CPU.</param>
    /// <returns>Float32 logits as from <c>forward</c>, which the caller disposes; null where this path does not apply.</returns>
    public static Tensor? TryPredict(nn.Module network, Tensor images) =>
        !network.training && !is_grad_enabled() && Applies(images) && CpuNetwork.Of(network) is { } own
            ? CpuPrediction.Of(own, images) : null;

    /// <summary>Computes the gradients of a loss and sets them on a network's parameters.</summary>
    /// <param name="network">In training mode.</param>
    /// <param name="images">(N, 3, H, W) float32 on the CPU.</param>
    /// <param name="backward">Computes the loss from the logits of the whole batch and calls <c>backward()</c> on it; called once.</param>
    /// <returns>False where this path does not apply; nothing is changed then.</returns>
    public static bool TryTrain(nn.Module network, Tensor images, Action<Tensor> backward)
    {
        if (!Applies(images) || CpuNetwork.Of(network) is not { } own)
        {
            return false;
        }
        CpuTraining.Run(own, images, backward);
        return true;
    }

    /// <summary>One step of Adam for all parameters, bit-identical to libtorch's operations.</summary>
    /// <param name="parameters">Each with its gradient and its running means of gradient and squared gradient.</param>
    /// <param name="coefficients">The same for all parameters.</param>
    /// <returns>False where a tensor is not float32 on the CPU; nothing is changed then.</returns>
    public static bool TryStep(
        IReadOnlyList<(Tensor Value, Tensor Gradient, Tensor Mean, Tensor Square)> parameters, AdamCoefficients coefficients)
    {
        if (!parameters.All(parameter => parameter.Value is { device_type: DeviceType.CPU, dtype: ScalarType.Float32 }))
        {
            return false;
        }
        AdamStep.Run(parameters, coefficients);
        return true;
    }

    private static bool Applies(Tensor images) => images is { device_type: DeviceType.CPU, dtype: ScalarType.Float32 };
}
