using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// He's normal initialisation (Delving Deep into Rectifiers, ICCV 2015; PyTorch's <c>kaiming_normal_</c>): weights have the
/// variance 2 / fan-in, biases are 0. Batch norms are not changed: they start as the identity.
/// </summary>
public static class HeInitialisation
{
    /// <summary>Draws the weights of all <see cref="Convolution"/> and <see cref="UpConvolution"/> layers of a network.</summary>
    /// <param name="network">Changed in place.</param>
    /// <param name="seed">The weights depend on it and the order of the modules alone, not on torch's global generator.</param>
    /// <param name="rest">Draws the weights of other layers with the same generator; null for none.</param>
    public static void Fill(nn.Module network, long seed, Action<Generator>? rest = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach (var module in network.modules())
        {
            // The kernel of an UpConvolution is as large as its stride, so one output depends on one pixel.
            var (weight, bias, inputs) = module switch
            {
                Convolution layer => (layer.Weight, layer.Bias, layer.Weight.shape[1..].Aggregate(1L, (product, size) => product * size)),
                UpConvolution layer => (layer.Weight, layer.Bias, layer.Weight.shape[0]),
                _ => (null, null, 0),
            };
            weight?.normal_(0, Math.Sqrt(2.0 / inputs), generator);
            bias?.zero_();
        }
        rest?.Invoke(generator);
    }
}
