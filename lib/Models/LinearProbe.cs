using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// A linear layer on the frozen features of another network: the usual way to use a pretrained network for detection (Ojha, Li and Lee:
/// Towards Universal Fake Image Detectors that Generalize Across Generative Models, CVPR 2023).
/// </summary>
/// <example><code>
/// var split = DetectionFolder.Read("/data/images").Split(seed: 17);
/// using var features = ExternalDetector.Load("resnet18.onnx"); // "task": "features"
/// using var probe = new LinearProbe(features, count: 512);
/// var frozen = FrozenFeatures.Of(probe, new DetectionDataset(split.Train, features.Transform)); // the slow part, once
/// LastLayer.Retrain(probe, frozen);
/// var scores = Predictor.Score(probe, new DetectionDataset(split.Test, features.Transform), "test");
/// </code></example>
public sealed class LinearProbe : nn.Module<Tensor, Tensor>, IHasLastLayer, INetwork
{
    private readonly nn.Module<Tensor, Tensor> features;
    private readonly TorchSharp.Modules.Linear linear;

    /// <summary>A probe that predicts 0 until its layer is fitted.</summary>
    /// <param name="features">Maps (N, 3, H, W) to (N, count); not changed, and not disposed with the probe.</param>
    /// <param name="count">Number of features, at least 1.</param>
    public LinearProbe(nn.Module<Tensor, Tensor> features, int count) : base(nameof(LinearProbe))
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        this.features = features;
        linear = nn.Linear(count, 1);
        nn.init.zeros_(linear.weight);
        nn.init.zeros_(linear.bias!);
        register_module(nameof(linear), linear);
    }

    /// <inheritdoc/>
    public string Architecture => $"LinearProbe({features.GetName()})";

    /// <inheritdoc/>
    public TorchSharp.Modules.Linear LastLayer => linear;

    /// <inheritdoc/>
    public Tensor LastFeatures(Tensor images)
    {
        using var noGradients = no_grad();
        return features.forward(images);
    }

    /// <summary>One logit per image.</summary>
    /// <param name="input">(N, 3, H, W) float32, normalised as the network of the features expects.</param>
    /// <returns>(N, 1); the caller disposes it.</returns>
    public override Tensor forward(Tensor input)
    {
        using var read = LastFeatures(input);
        return linear.forward(read);
    }
}
