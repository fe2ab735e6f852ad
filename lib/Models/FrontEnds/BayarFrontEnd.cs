using Telltale.Runtime.Workarounds;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// A constrained convolution (Bayar and Stamm: A Deep Learning Approach to Universal Image Manipulation Detection Using a New Convolutional
/// Layer, IH&amp;MMSec 2016; Constrained Convolutional Neural Networks, IEEE TIFS 2018): filters that predict a pixel from its neighbours
/// and subtract it, whose weights are trained. The centre is −1 and the other weights sum to 1, for each filter and colour channel;
/// <c>Trainer</c> restores this after every step, by the papers' division by the sum.
/// </summary>
/// <remarks>The division needs learning rates well below the weights, which start near 1 / 24: 1e-3 and less.</remarks>
/// <param name="Filters">Output channels; 3 in the paper of 2018, 12 in that of 2016.</param>
/// <param name="Size">Side of the filters in pixels, odd and at least 3; 5 in both papers.</param>
public sealed record BayarFrontEnd(int Filters = 3, int Size = 5) : FrontEnd
{
    /// <summary>Output channels.</summary>
    public int Filters { get; init; } = Filters > 0 ? Filters
        : throw new ArgumentOutOfRangeException(nameof(Filters), Filters, "A front end needs at least one filter.");

    /// <summary>Side of the filters in pixels.</summary>
    public int Size { get; init; } = Size >= 3 && Size % 2 == 1 ? Size
        : throw new ArgumentOutOfRangeException(nameof(Size), Size, "A constrained filter needs a centre and neighbours: 3, 5, 7, …");

    /// <inheritdoc/>
    public override int Channels => Filters;

    /// <inheritdoc/>
    public override nn.Module<Tensor, Tensor> Layer(long seed) => new ConstrainedConvolution(Filters, Size, seed);

    /// <inheritdoc/>
    public override string ToString() => $"constrained convolution of {Filters} filters of {Size} × {Size}";

    /// <summary>The layer of one network.</summary>
    internal sealed class ConstrainedConvolution : nn.Module<Tensor, Tensor>, IConstrained
    {
        private readonly Parameter weight; // (filters, 3, size, size); the name is a key of the state dictionary

        public ConstrainedConvolution(int filters, int size, long seed) : base(nameof(BayarFrontEnd))
        {
            using var generator = new Generator((ulong)seed);
            weight = new Parameter(rand([filters, 3, size, size], generator: generator)); // all positive: a sum near 0 cannot be divided by
            RegisterComponents();
            Constrain();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var padded = Padded(input, (int)weight.size(3) / 2);
            return nn.functional.conv2d(padded, weight).MoveToOuterDisposeScope(); // (N, filters, H, W)
        }

        public void Constrain()
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            var centre = weight.narrow(2, weight.size(2) / 2, 1).narrow(3, weight.size(3) / 2, 1);
            centre.zero_();
            weight.div_(weight.sum([2, 3], keepdim: true));
            centre.fill_(KeptScalar.Of(-1));
        }
    }
}
