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
        network.Options.ThrowIfUnsuitable(images);
        var x = pass.Filter(images, network.frontend);
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
        var side = network.side is null ? null : Normalized(network.side, images, pass);
        return pass.Differentiable(x, maps => Logits(maps, side), network.classifier.weight, network.classifier.bias!); // (N, classes)
    }

    private Tensor Logits(Tensor maps, Tensor? side)
    {
        var pooled = maps.to_type(ScalarType.Float32).mean([1, 2]);
        return network.classifier.forward(side is null ? pooled : cat([pooled, side], 1));
    }

    // In training they are normalised by the statistics of the whole batch, of which these images may be a part.
    private static Tensor Normalized(SideFeatures side, Tensor images, ForwardPass pass)
    {
        using var noGradients = no_grad();
        var own = side.Of(images);
        if (pass.Tape is not { Part: var part })
        {
            return side.Normalize(own);
        }
        var all = part.Exchange(own);
        var whole = part.Once(() => side.Normalize(cat(all)));
        return whole.narrow(0, all.Take(part.Index).Sum(before => before.size(0)), own.size(0));
    }

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
