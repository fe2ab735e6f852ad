using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>What training and caching need to know about a network besides its weights. All networks of the kit implement it.</summary>
/// <example><code>
/// public sealed class TinyNetwork : torch.nn.Module&lt;torch.Tensor, torch.Tensor&gt;, INetwork
/// {
///     private readonly Convolution convolution;
///
///     public TinyNetwork() : base(nameof(TinyNetwork))
///     {
///         convolution = new Convolution(channels: 3, outputs: 2, kernel: 3);
///         RegisterComponents();
///         HeInitialisation.Fill(this, seed: 17);
///     }
///
///     public string Architecture => "TinyNetwork(3x3 convolution, 2 classes)";
///
///     public override torch.Tensor forward(torch.Tensor input) // (N, 3, H, W) to (N, 2)
///     {
///         using var features = convolution.forward(input);
///         return features.mean([2, 3]);
///     }
/// }
/// </code></example>
public interface INetwork
{
    /// <summary>
    /// Everything that defines the network except its weights, on one line: layers, sizes, strides, activations, front end. It is part of
    /// the identity of a training run: networks that compute different things must differ here, and the text must not change between
    /// versions.
    /// </summary>
    string Architecture { get; }
}

/// <summary>A classifier split into a feature extractor and a classification head, as Grad-CAM needs it.</summary>
public interface IHasFeatures
{
    /// <summary>The last feature maps, before the ReLU (as torchvision's <c>features</c> of a DenseNet).</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>(N, C, h, w); the caller disposes it.</returns>
    Tensor Features(Tensor images);

    /// <summary>Computes logits from the last feature maps: ReLU, global average pooling, linear layer.</summary>
    /// <param name="features">What <see cref="Features"/> returns; applying the ReLU beforehand does not change the logits.</param>
    /// <param name="images">The images of these features, for networks with a <see cref="SideBranch"/>.</param>
    /// <returns>(N, classes) float32 logits; the caller disposes them.</returns>
    Tensor Classify(Tensor features, Tensor images);
}

/// <summary>A classifier whose last layer is linear and can be retrained alone.</summary>
public interface IHasLastLayer
{
    /// <summary>The last layer, from features to logits; owned by the network.</summary>
    TorchSharp.Modules.Linear LastLayer { get; }

    /// <summary>What the last layer reads.</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>(N, inputs of the last layer) float32; the caller disposes it.</returns>
    Tensor LastFeatures(Tensor images);
}
