using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>The forward pass of one of the kit's networks on the CPU: reads the modules of the plain network, and owns nothing.</summary>
internal abstract class CpuNetwork
{
    /// <summary>
    /// True where operations are many and small, so that threads sharing each of them would mostly wait for each other: then each thread
    /// takes some of the images through the whole network.
    /// </summary>
    public abstract bool SplitsBatch { get; }

    /// <summary>The network over a batch.</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <param name="pass">For training or prediction.</param>
    /// <returns>Float32 logits, shaped as those of the network's <c>forward</c>.</returns>
    public abstract Activation Forward(Tensor images, ForwardPass pass);

    /// <summary>The forward pass of a network; null for networks that have none here.</summary>
    public static CpuNetwork? Of(nn.Module network) => network switch
    {
        DenseNet densenet => new CpuDenseNet(densenet),
        UNet { encoder: PlainEncoder } unet => new CpuUNet(unet),
        _ => null,
    };
}
