using Telltale.Models.Cpu;
using Telltale.Models.Cpu.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <content>The faster way over a batch on the CPU.</content>
public sealed partial class UNet : IFusedNetwork
{
    bool IFusedNetwork.CanFuse => encoder is PlainEncoder;

    bool IFusedNetwork.HasSmallSteps => false;

    Activation IFusedNetwork.Forward(Tensor images, ForwardPass pass)
    {
        var maps = ((PlainEncoder)encoder).Forward(Padded(images), Precision, pass);
        var x = maps[^1];
        for (var level = decoder.Count - 1; level >= 0; level--)
        {
            x = decoder[level].Forward(maps[level], pass.Enlarge(x, upsampling[level]), pass); // (N, H / 2^level, W / 2^level, base · 2^level)
        }
        return pass.Apply(pass.Convolve(x, head), Logits);

        Tensor Logits(Tensor finest) => ForwardPass.ChannelsFirst(finest).to_type(ScalarType.Float32)
            .narrow(2, 0, images.size(2)).narrow(3, 0, images.size(3)); // (N, 1, H, W)
    }
}
