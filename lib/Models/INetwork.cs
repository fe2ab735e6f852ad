using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>What training and caching need to know of a network beside its weights. Every network of the kit implements it.</summary>
public interface INetwork
{
    /// <summary>
    /// Everything that defines the network but its weights, in one line: layers, sizes, strides, activations, front end. It is part of the
    /// identity of a training run, so two networks that compute different things must differ here, and the text of a network must
    /// not change between versions.
    /// </summary>
    string Architecture { get; }

    /// <summary>Public weights that fit this architecture; null where there are none.</summary>
    ImageNetWeights? PublicWeights => null;
}

/// <summary>A classifier in two parts: feature maps, and what turns them into logits. Grad-CAM reads both.</summary>
public interface IHasFeatures
{
    /// <summary>The last feature maps, before the ReLU (as torchvision's <c>features</c> of a DenseNet).</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>(N, C, h, w); the caller disposes it.</returns>
    Tensor Features(Tensor images);

    /// <summary>From the last feature maps to logits: ReLU, mean over the pixels, last layer.</summary>
    /// <param name="features">What <see cref="Features"/> returns; a map after its ReLU gives the same logits.</param>
    /// <returns>(N, classes) float32 logits; the caller disposes them.</returns>
    Tensor Classify(Tensor features);
}
