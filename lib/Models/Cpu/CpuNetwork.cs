using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>The CPU forward pass of one of the kit's networks. It reads the modules of the plain network and owns nothing.</summary>
internal abstract class CpuNetwork
{
    /// <summary>
    /// True for networks of many small operations, where threads sharing each operation would mostly wait for each other: each thread then
    /// runs the whole network on some of the images.
    /// </summary>
    public abstract bool SplitsBatch { get; }

    /// <summary>Runs the network on a batch.</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <param name="pass">For training or prediction.</param>
    /// <returns>Float32 logits, shaped as those of the network's <c>forward</c>.</returns>
    public abstract Activation Forward(Tensor images, ForwardPass pass);

    /// <summary>The CPU forward pass of a network; null if there is none.</summary>
    public static CpuNetwork? Of(nn.Module network) => network switch
    {
        DenseNet densenet => new CpuDenseNet(densenet),
        UNet { encoder: PlainEncoder } unet => new CpuUNet(unet),
        _ => null,
    };
}
