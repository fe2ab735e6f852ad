using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// The RGB image and the outputs of several front ends, stacked as channels: streams that are joined before the first convolution, so that
/// the network sees the scene beside the traces. As ManTra-Net joins RGB, SRM filters and constrained filters (Wu, AbdAlmageed and
/// Natarajan, CVPR 2019).
/// </summary>
/// <param name="Streams">At least one, for example <see cref="ResidualFrontEnd"/> and <see cref="SrmFrontEnd"/>; the order matters.</param>
/// <example><code>
/// var streams = new JoinedFrontEnd(new ResidualFrontEnd(), new BayarFrontEnd());
/// using var network = new UNet(UNetOptions.Small with { FrontEnd = streams }, seed: 17);
/// </code></example>
public sealed record JoinedFrontEnd(params IReadOnlyList<FrontEnd> Streams) : FrontEnd
{
    /// <summary>The front ends beside the RGB image, in order.</summary>
    public IReadOnlyList<FrontEnd> Streams { get; } = Streams.Count > 0 ? [.. Streams]
        : throw new ArgumentException("A joined front end needs at least one front end beside RGB.", nameof(Streams));

    /// <inheritdoc/>
    public override int Channels => 3 + Streams.Sum(stream => stream.Channels);

    /// <inheritdoc/>
    public override nn.Module<Tensor, Tensor> Layer(long seed) => new Joined(Streams, seed);

    /// <summary>True for the same front ends in the same order.</summary>
    public bool Equals(JoinedFrontEnd? other) => other?.ToString() == ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"RGB + {string.Join(" + ", Streams)}";

    private sealed class Joined : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleList<nn.Module<Tensor, Tensor>> streams = []; // the name is part of keys of the state dictionary

        public Joined(IReadOnlyList<FrontEnd> streams, long seed) : base(nameof(JoinedFrontEnd))
        {
            foreach (var (index, stream) in streams.Index())
            {
                this.streams.append(stream.Layer(seed + index));
            }
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return cat([input, .. streams.Select(stream => stream.forward(input))], 1).MoveToOuterDisposeScope(); // (N, 3 + …, H, W)
        }
    }
}
