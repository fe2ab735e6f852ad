using System.Text.RegularExpressions;
using Telltale.Benchmarks.Contenders;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Benchmarks.Comparing;

/// <summary>Operations and memory traffic of a network's convolutions and matrix products per image, counted from its weights.</summary>
internal static partial class Arithmetic
{
    // A multiplication and an addition. Training adds the gradients of input and weights, each as expensive as the forward pass.
    private const int Operations = 2;
    private const int TrainingPasses = 3;

    /// <summary>Floating-point operations for one image of a work.</summary>
    public static double PerImage(NetworkWork work) => Operations * OverWeights(work, (weight, pixels) => weight.numel() * pixels);

    /// <summary>
    /// Approximate number of elements read and written per image, if every convolution reads its input once and writes its output once
    /// (both counted at the size of the output) and batch norm, ReLU and concatenation cost nothing.
    /// </summary>
    public static double NumbersPerImage(NetworkWork work) =>
        OverWeights(work, (weight, pixels) => (weight.shape[0] + weight.shape[1]) * pixels);

    // Pixels of a convolution's output; of a transposed convolution, of its input.
    private static double OverWeights(NetworkWork work, Func<Tensor, double, double> cost)
    {
        LibTorch.Load();
        using var network = OwnNetworks.Network(work, "float32");
        var forward = network.named_parameters().Where(named => named.parameter.dim() is 2 or 4)
            .Sum(named => cost(named.parameter, Pixels(named.name, named.parameter, work)));
        return work.Kind == "training" ? TrainingPasses * forward : forward;
    }

    private static double Pixels(string name, Tensor weight, NetworkWork work)
    {
        var pooling = work.Network == "densenet121" ? 2 : 1;
        var side = weight.dim() == 2 ? 1 : work.Size / (double)(work.IsUNet ? UNetStride(name) : DenseNetStride(name, pooling));
        return side * side;
    }

    private static int DenseNetStride(string name, int pooling) =>
        Block().Match(name) is { Success: true } block ? pooling << int.Parse(block.Groups[1].Value) : 2;

    private static int UNetStride(string name) => Level().Match(name) is { Success: true } level
        ? 1 << (int.Parse(level.Groups[2].Value) + (level.Groups[1].Value == "upsampling" ? 1 : 0))
        : 1;

    [GeneratedRegex(@"(?:denseblock|transition)(\d)")]
    private static partial Regex Block();

    [GeneratedRegex(@"(levels|decoder|upsampling)\.(\d)")]
    private static partial Regex Level();
}
