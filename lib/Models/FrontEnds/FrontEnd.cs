using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// What a network reads instead of RGB: filters before its first convolution that suppress the scene and keep the traces of how the image
/// was made. Derive from <see cref="FixedFrontEnd"/> for a front end of your own.
/// </summary>
/// <remarks>Its text is part of the identity of a run: front ends that compute different things must differ there.</remarks>
/// <example><code>
/// FrontEnd[] frontEnds = [new ResidualFrontEnd(), new NprFrontEnd(), new SrmFrontEnd(), new BayarFrontEnd()];
/// using var network = new DenseNet(DenseNetOptions.DenseNetSmall with { FrontEnd = frontEnds[2] }, seed: 17);
/// </code></example>
public abstract record FrontEnd
{
    // One value for the three channels, which differ by 2 %.
    private protected const double ImageNetDeviation = 0.226;

    /// <summary>Channels of its output, for an image of 3 channels: what the first convolution reads.</summary>
    public abstract int Channels { get; }

    /// <summary>Creates the layer that a network calls first: (N, 3, H, W) to (N, <see cref="Channels"/>, H, W), float32.</summary>
    /// <param name="seed">Random weights, if it has any, depend on this alone.</param>
    /// <returns>Owned by the network; its parameters, if any, are trained and saved with it.</returns>
    public abstract nn.Module<Tensor, Tensor> Layer(long seed);

    private protected static double Positive(double value, string name) => value > 0 && double.IsFinite(value) ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} of a front end must be above 0.");

    /// <summary>Repeats the border pixels, as a filter of an odd size needs: zeros would add an edge.</summary>
    private protected static Tensor Padded(Tensor images, int margin) =>
        nn.functional.pad(images, [margin, margin, margin, margin], PaddingModes.Replicate);
}

/// <summary>A front end without weights.</summary>
public abstract record FixedFrontEnd : FrontEnd
{
    /// <summary>Filters a batch.</summary>
    /// <param name="images">(N, 3, H, W) float32, normalised; not changed.</param>
    /// <returns>(N, <see cref="FrontEnd.Channels"/>, H, W) float32; the caller disposes it.</returns>
    public abstract Tensor Apply(Tensor images);

    /// <inheritdoc/>
    public sealed override nn.Module<Tensor, Tensor> Layer(long seed) => new FixedFilters(this);
}

/// <summary>The layer of a front end without weights.</summary>
internal sealed class FixedFilters(FixedFrontEnd frontEnd) : nn.Module<Tensor, Tensor>(nameof(FixedFilters))
{
    /// <summary>What it computes.</summary>
    public FixedFrontEnd FrontEnd => frontEnd;

    public override Tensor forward(Tensor input) => frontEnd.Apply(input);
}
