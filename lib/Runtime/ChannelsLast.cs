using static TorchSharp.torch;

namespace Telltale.Runtime;

/// <summary>
/// Converts tensors to channels-last memory (NHWC strides). Shapes and values do not change; convolutions on the CPU are faster, and
/// their outputs keep the layout. TorchSharp has no memory formats, but strides are equivalent.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>Copies images to channels-last memory.</summary>
    /// <param name="images">(N, C, H, W).</param>
    /// <returns>(N, C, H, W) with strides (HWC, 1, WC, C); the caller disposes it.</returns>
    public static Tensor Of(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Converts a model's convolution weights to channels-last memory, in place.</summary>
    /// <param name="model">Its values, gradients and optimizers remain valid.</param>
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
