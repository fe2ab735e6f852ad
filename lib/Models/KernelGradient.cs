using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// The gradient of a 3×3 convolution by its weights, as nine products of matrices: for each place in the kernel, of the output's gradient
/// and the input moved by that place. Within a rim of zeros, to move an image is to start elsewhere in its memory.
/// </summary>
internal static class KernelGradient
{
    private const int Side = 3;
    private const int Rim = Side - 1;
    private const int LeastNumbers = 1 << 15; // that a convolution makes of an image: for fewer the products are too small to save anything

    /// <summary>True where it is faster than libtorch's own.</summary>
    /// <param name="maps">The convolution's input, (N, H, W, C).</param>
    /// <param name="convolution">Any.</param>
    public static bool IsFaster(Tensor maps, Convolution convolution) => Convolution.ProductsGiveGradientsFaster && maps.dtype == ScalarType.Float32
        && convolution is { Kernel: Side, Stride: 1, Bias: null } && maps.shape[1] * maps.shape[2] * convolution.Weight.shape[0] >= LeastNumbers;

    /// <summary>Finds it, an image at a time, so that the nine products read it from the cache.</summary>
    /// <param name="maps">The convolution's input, (N, H, W, C) float32.</param>
    /// <param name="gradient">Of the loss by the convolution's output, (N, H, W, O) float32.</param>
    /// <returns>(O, C, 3, 3) float32; the caller's.</returns>
    public static Tensor Of(Tensor maps, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var (height, width, channels, outputs) = (maps.shape[1], maps.shape[2], maps.shape[3], gradient.shape[3]);
        var (row, pixels) = (width + Rim, height * (width + Rim));
        var input = zeros(pixels + Rim * row + Rim, channels);
        var output = zeros(pixels, outputs);
        var inputInRim = input.narrow(0, 0, pixels + Rim * row).view(height + Rim, row, channels).narrow(0, Rim / 2, height).narrow(1, Rim / 2, width);
        var outputInRim = output.view(height, row, outputs).narrow(1, 0, width);
        var sums = zeros(Side, Side, outputs, channels);
        for (var image = 0; image < maps.shape[0]; image++)
        {
            using var each = NewDisposeScope();
            inputInRim.copy_(maps[image]);
            outputInRim.copy_(gradient[image]);
            for (var place = 0; place < Side * Side; place++)
            {
                var (down, right) = Math.DivRem(place, Side);
                sums[down, right].addmm_(output.t(), input.narrow(0, down * row + right, pixels), beta: 1, alpha: 1);
            }
        }
        return sums.permute(2, 3, 0, 1).contiguous().MoveToOuterDisposeScope();
    }
}
