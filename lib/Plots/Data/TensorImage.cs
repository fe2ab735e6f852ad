using Telltale.Data;
using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Plots;

/// <summary>Converts tensors to images. The caller states which values are black and white; nothing is inferred.</summary>
public static class TensorImage
{
    /// <summary>Converts a tensor to an image; values outside the range are clipped.</summary>
    /// <param name="tensor">(3, H, W), (1, H, W) or (H, W), any numeric type, on any device; not modified.</param>
    /// <param name="black">The value shown as black.</param>
    /// <param name="white">The value shown as white; 255 for tensors of bytes.</param>
    /// <exception cref="ArgumentException">The shape is another one, or black equals white.</exception>
    public static RgbImage Of(Tensor tensor, double black = 0, double white = 1)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (black == white)
        {
            throw new ArgumentException($"Black and white must differ; both are {black.Invariant()}.", nameof(white));
        }
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var planes = tensor.shape switch
        {
            [3, _, _] => tensor,
            [1, _, _] => tensor.expand(3, -1, -1),
            [_, _] => tensor.unsqueeze(0).expand(3, -1, -1),
            _ => throw new ArgumentException(
                $"The tensor must have shape (3, H, W), (1, H, W) or (H, W), not ({string.Join(", ", tensor.shape)}). " +
                "Take one image of a batch with tensor[0].", nameof(tensor)),
        };
        var levels = planes.to_type(ScalarType.Float32).sub(KeptScalar.Of(black)).mul(KeptScalar.Of(255 / (white - black)))
            .nan_to_num(0).round().clamp(KeptScalar.Of(0), KeptScalar.Of(255));
        var pixels = levels.to_type(ScalarType.Byte).permute(1, 2, 0).contiguous().cpu();
        return new((int)planes.shape[2], (int)planes.shape[1], pixels.data<byte>().ToArray());
    }

    /// <summary>A tensor in one line: shape, type, device, and the range of its values.</summary>
    internal static string Describe(Tensor tensor)
    {
        if (tensor.IsInvalid)
        {
            return "tensor, disposed";
        }
        var head = $"tensor ({string.Join(", ", tensor.shape)}) {tensor.dtype.ToString().ToLowerInvariant()} on {tensor.device}";
        return tensor.numel() == 0 || tensor.is_complex() ? head : $"{head}, {Range(tensor)}";
    }

    private static string Range(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var values = tensor.detach().to_type(ScalarType.Float64);
        return tensor.numel() == 1
            ? $"value {PlotText.Value(values.item<double>())}"
            : $"from {PlotText.Value(values.min().item<double>())} to {PlotText.Value(values.max().item<double>())}, " +
                $"mean {PlotText.Value(values.mean().item<double>())}";
    }
}
