using Telltale.Models.Cpu.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models.Cpu;

/// <summary>The plain <see cref="UNet"/> in fewer passes over memory: fused batch norm and ReLU, no copies for skip connections.</summary>
internal sealed class CpuUNet(UNet network) : CpuNetwork
{
    public override bool SplitsBatch => false;

    public override Activation Forward(Tensor images, ForwardPass pass)
    {
        var maps = Encode(network.Padded(images), pass);
        var x = maps[^1];
        for (var level = network.decoder.Count - 1; level >= 0; level--)
        {
            var layers = network.decoder[level];
            x = pass.UpConvolve(x, network.upsampling[level]);
            x = AfterFirstConvolution(pass.Convolve(maps[level], x, layers.conv1), layers, pass);
        }
        return pass.Differentiable(pass.Convolve(x, network.head), finest => finest.AsNchw().to_type(ScalarType.Float32)
            .narrow(2, 0, images.size(2)).narrow(3, 0, images.size(3))); // (N, 1, H, W)
    }

    private List<Activation> Encode(Tensor images, ForwardPass pass)
    {
        var encoder = (PlainEncoder)network.encoder;
        var first = encoder.levels[0];
        var input = pass.Filter(images, encoder.frontend);
        List<Activation> maps = [AfterFirstConvolution(pass.ConvolveImage(input, first.conv1, network.Precision), first, pass)];
        foreach (var level in encoder.levels.Skip(1))
        {
            maps[^1].IsKept = true; // the decoder reads it again
            var half = pass.Recomputed(maps[^1], map => functional.max_pool2d(map.AsNchw(), 2).ToNhwc());
            maps.Add(AfterFirstConvolution(pass.Convolve(half, level.conv1), level, pass));
        }
        return maps;
    }

    private static Activation AfterFirstConvolution(Activation convolved, DoubleConvolution layers, ForwardPass pass) =>
        pass.NormalizeAndRectify(pass.Convolve(pass.NormalizeAndRectify(convolved, layers.norm1), layers.conv2), layers.norm2);
}
