using Telltale.Models.Cpu;
using Telltale.Models.Cpu.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <content>The faster way over a batch on the CPU.</content>
public sealed partial class DenseNet : IFusedNetwork
{
    bool IFusedNetwork.CanFuse => true;

    bool IFusedNetwork.HasSmallSteps => true;

    Activation IFusedNetwork.Forward(Tensor images, ForwardPass pass)
    {
        var input = new Activation(ForwardPass.PixelsFirst(Input(images)), needsGradient: false);
        var x = pass.Rectify(pass.ConvolveImage(input, single.Stem, Precision), single.StemNorm);
        if (Options.Stem == DenseNetStem.ImageNet)
        {
            x = pass.ApplyAgain(x, maps => ForwardPass.PixelsFirst(functional.max_pool2d(ForwardPass.ChannelsFirst(maps), 3, stride: 2, padding: 1)));
        }
        foreach (var (index, block) in blocks.Index())
        {
            using var maps = block.Extend(x, pass);
            x = index < transitions.Count ? transitions[index].Forward(maps, pass) : maps.Rectify(single.LastNorm);
        }
        return pass.Apply(
            x, maps => classifier.forward(maps.to_type(ScalarType.Float32).mean([1, 2])), classifier.weight, classifier.bias!); // (N, classes)
    }
}
