using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>A network that knows a faster way over a batch on the CPU than autograd's, with the same results but for rounding.</summary>
internal interface IFusedNetwork : IHasPrecision
{
    /// <summary>False where a part of this network has no such way.</summary>
    bool CanFuse { get; }

    /// <summary>
    /// True where the steps are many and small, so that threads which shared each of them would mostly wait for each other: then each
    /// takes some of the images through the whole network.
    /// </summary>
    bool HasSmallSteps { get; }

    /// <summary>The network over a batch.</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <param name="pass">To learn or to predict.</param>
    /// <returns>Float32 logits, shaped as those of <c>forward</c>.</returns>
    Activation Forward(Tensor images, ForwardPass pass);
}
