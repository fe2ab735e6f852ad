using static TorchSharp.torch;

namespace Telltale.Data;

/// <summary>Converts images to tensors.</summary>
public static class RgbImageTensors
{
    /// <summary>Copies an image to a tensor.</summary>
    /// <param name="image">The image.</param>
    /// <returns>(3, H, W) uint8, 0 to 255, red green blue, contiguous, on the CPU; the caller (or its dispose scope) disposes it.</returns>
    public static Tensor ToTensor(this RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var scope = NewDisposeScope();
        return tensor(image.Pixels, [image.Height, image.Width, 3], uint8).permute(2, 0, 1).contiguous().MoveToOuterDisposeScope();
    }
}
