using Telltale.Models.Cpu.Kernels;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Steps;

/// <summary>The front end of a network: a kernel for residuals, otherwise by libtorch.</summary>
internal static class FrontEndStep
{
    /// <summary>Filters images, and differentiates the filters where they have weights.</summary>
    /// <param name="pass">For training or prediction.</param>
    /// <param name="images">(N, 3, H, W) float32.</param>
    /// <param name="frontEnd">The layer before the first convolution; null for none.</param>
    /// <returns>(N, H, W, C).</returns>
    public static Activation Filter(this ForwardPass pass, Tensor images, nn.Module<Tensor, Tensor>? frontEnd)
    {
        if (frontEnd is FixedFilters { FrontEnd: ResidualFrontEnd residuals })
        {
            return new Activation(ResidualKernel.Apply(images.ToNhwc(), (float)residuals.Scale), needsGradient: false);
        }
        if (frontEnd?.parameters().ToList() is not { Count: > 0 } weights)
        {
            return new Activation((frontEnd?.forward(images) ?? images).ToNhwc(), needsGradient: false);
        }
        var pixels = new Activation(images.ToNhwc(), needsGradient: false);
        return pass.Differentiable(pixels, maps => frontEnd.forward(maps.AsNchw()).ToNhwc(), weights);
    }
}
