using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Features of the whole image, computed beside a network without weights and concatenated to its pooled features before the last layer.
/// They are normalised by their mean and variance over the training images, as by a batch norm without weights.
/// </summary>
/// <remarks>Its text is part of the identity of a run: branches that compute different things must differ there.</remarks>
/// <example><code>
/// var options = DenseNetOptions.DenseNetSmall with { FrontEnd = new ResidualFrontEnd(), SideBranch = new RadialSpectrum() };
/// using var network = new DenseNet(options, seed: 17);
/// </code></example>
public abstract record SideBranch
{
    /// <summary>Features for each image.</summary>
    public abstract int Features { get; }

    /// <summary>Computes the features of a batch, each image by itself.</summary>
    /// <param name="images">(N, 3, H, W) float32, normalised; not changed.</param>
    /// <returns>(N, <see cref="Features"/>) float32; the caller disposes it.</returns>
    public abstract Tensor Apply(Tensor images);

    /// <summary>The mean of the channels: (N, H, W).</summary>
    private protected static Tensor Grey(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.mean([1]);
    }
}
