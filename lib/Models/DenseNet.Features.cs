using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>What others read from inside the network: Grad-CAM, a retrained last layer, a decoder.</summary>
public sealed partial class DenseNet : IHasFeatures, IHasLastLayer
{
    /// <inheritdoc/>
    /// <returns>(N, C, H / stride, W / stride); (N, 1024, H / 32, W / 32) for DenseNet121. The caller disposes it.</returns>
    public Tensor Features(Tensor images) => Run(images, levels: null);

    /// <inheritdoc/>
    public Tensor Classify(Tensor features, Tensor images)
    {
        using var scope = NewDisposeScope();
        return classifier.forward(Pooled(features, images)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Linear LastLayer => classifier;

    /// <inheritdoc/>
    public Tensor LastFeatures(Tensor images)
    {
        using var scope = NewDisposeScope();
        return Pooled(Features(images), images).MoveToOuterDisposeScope();
    }

    /// <summary>The output of each dense block for images (N, 3, H, W), from fine to coarse, for a decoder.</summary>
    /// <returns>One (N, C, h, w) per block, each half the resolution of the previous; the caller disposes them.</returns>
    internal IReadOnlyList<Tensor> BlockOutputs(Tensor images)
    {
        using var scope = NewDisposeScope();
        return [.. Levels(images).TakeLast(Options.BlockSizes.Count).Select(output => output.MoveToOuterDisposeScope())];
    }

    /// <summary>The last feature map of each resolution: the stem's if it pools, then each block's. The caller disposes them.</summary>
    internal IReadOnlyList<Tensor> Levels(Tensor images)
    {
        var levels = new List<Tensor>();
        Run(images, levels).Dispose();
        return levels;
    }
}
