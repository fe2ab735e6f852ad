using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// He's normal initialisation (Delving Deep into Rectifiers, ICCV 2015): the variance of a convolution's weights is 2 over the number
/// of values that one output sees; biases are 0. Batch norms are made as identities and stay so.
/// </summary>
internal static class HeInitialisation
{
    // A generator of its own, since torch's global one may be drawn from by other threads.
    public static void Fill(nn.Module model, long seed, Action<Generator>? rest = null)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach (var module in model.modules())
        {
            // A transposed convolution whose kernel is its stride sees one value of each channel, (in, out, k, k).
            var (weight, bias, seen) = module switch
            {
                Convolution convolution => (convolution.Weight, convolution.Bias, convolution.Weight.shape[1..].Aggregate(1L, (product, size) => product * size)),
                UpConvolution transposed => (transposed.Weight, transposed.Bias, transposed.Weight.shape[0]),
                _ => (null, null, 0),
            };
            weight?.normal_(0, Math.Sqrt(2.0 / seen), generator);
            bias?.zero_();
        }
        rest?.Invoke(generator);
    }
}
