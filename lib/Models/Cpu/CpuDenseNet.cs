using Telltale.Models.Cpu.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models.Cpu;

/// <summary>
/// <see cref="DenseNet"/> in fewer passes over memory: the layers of a block write into one buffer instead of concatenating, batch norm
/// and ReLU are fused, and a transition pools before it convolves.
/// </summary>
internal sealed class CpuDenseNet(DenseNet network) : CpuNetwork
{
    public override bool SplitsBatch => true;

    public override Activation Forward(Tensor images, ForwardPass pass)
    {
        var x = new Activation(network.Options.Input(images).ToNhwc(), needsGradient: false);
        DenseMaps? block = null;
        foreach (var (_, layer) in network.Layers)
        {
            switch (layer)
            {
                case Convolution stem:
                    x = pass.ConvolveImage(x, stem, network.Precision);
                    break;
                case BatchNormalization norm:
                    x = block?.NormalizeAndRectify(norm) ?? pass.NormalizeAndRectify(x, norm);
                    break;
                case TorchSharp.Modules.MaxPool2d:
                    x = pass.Recomputed(x, maps => functional.max_pool2d(maps.AsNchw(), 3, stride: 2, padding: 1).ToNhwc());
                    break;
                case DenseBlock layers:
                    block = RunBlock(x, layers, pass);
                    break;
                case Transition transition:
                    x = RunTransition(block!, transition, pass);
                    block!.Dispose();
                    block = null;
                    break;
            }
        }
        block?.Dispose();
        return pass.Differentiable(x, Logits, network.classifier.weight, network.classifier.bias!); // (N, classes)
    }

    private Tensor Logits(Tensor maps) => network.classifier.forward(maps.to_type(ScalarType.Float32).mean([1, 2]));

    // (N, H, W, C) to (N, H, W, C + layers · k).
    private static DenseMaps RunBlock(Activation input, DenseBlock block, ForwardPass pass)
    {
        var layers = block.children().Cast<DenseLayer>().ToList();
        var maps = new DenseMaps(input, (int)(input.Value.size(3) + layers.Sum(layer => layer.conv2.Weight.size(0))), pass);
        foreach (var layer in layers)
        {
            var narrow = pass.Convolve(maps.NormalizeAndRectify(layer.norm1), layer.conv1); // (N, H, W, 4k)
            maps.Append(pass.Convolve(pass.NormalizeAndRectify(narrow, layer.norm2), layer.conv2)); // (N, H, W, k)
        }
        return maps;
    }

    // Average pooling and a 1×1 convolution commute; after pooling, the convolution has a quarter of the pixels.
    private static Activation RunTransition(DenseMaps maps, Transition transition, ForwardPass pass) => pass.Convolve(
        pass.Recomputed(maps.NormalizeAndRectify(transition.norm), wide => functional.avg_pool2d(wide.AsNchw(), 2, stride: 2).ToNhwc()),
        transition.conv);
}
