using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Runtime;

/// <summary>
/// Lays images out in memory pixel by pixel instead of channel by channel. Shapes and values stay; convolutions on the CPU are
/// faster for it, and they hand the layout on. TorchSharp names no memory format, but strides say the same.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>The same values in that layout.</summary>
    /// <param name="images">(N, C, H, W).</param>
    /// <returns>(N, C, H, W) with strides (HWC, 1, WC, C); the caller disposes it.</returns>
    public static Tensor Of(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Gives a model's convolutions that layout, in place.</summary>
    /// <param name="model">Its values, gradients and optimizers stay valid.</param>
    public static void Apply(nn.Module model)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var weight in model.parameters().Where(parameter => parameter.dim() == 4))
        {
            weight.set_(Of(weight));
        }
    }
}
