using System.Text.RegularExpressions;
using Telltale.Benchmarks.Contenders;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Benchmarks.Comparing;

/// <summary>The least that a network needs for an image: arithmetic and memory traffic of its convolutions and products, counted from its weights.</summary>
internal static partial class Arithmetic
{
    // A multiplication and an addition; forward, and in training the gradients of the input and of the weights, each of which costs the same.
    private const int Operations = 2;
    private const int TrainingPasses = 3;

    /// <summary>Floating-point operations for one image of a work.</summary>
    public static double PerImage(NetworkWork work) => Operations * OverWeights(work, (weight, pixels) => weight.numel() * pixels);

    /// <summary>
    /// About how many numbers one image of a work moves, if every convolution reads its input once and writes its output once, both
    /// counted at the size of the output, and batch norm, ReLU and concatenation move nothing.
    /// </summary>
    public static double NumbersPerImage(NetworkWork work) => OverWeights(work, (weight, pixels) => (weight.shape[0] + weight.shape[1]) * pixels);

    // Of the pixels of the map that a convolution makes; of a transposed one, that it reads.
    private static double OverWeights(NetworkWork work, Func<Tensor, double, double> cost)
    {
        LibTorch.Load();
        using var network = OwnNetworks.Network(work, "float32");
        var forward = network.named_parameters().Where(parameter => parameter.parameter.dim() is 2 or 4).Sum(parameter => cost(parameter.parameter, Pixels(parameter.name, parameter.parameter, work)));
        return work.Kind == "training" ? TrainingPasses * forward : forward;
    }

    private static double Pixels(string name, Tensor weight, NetworkWork work)
    {
        var side = weight.dim() == 2 ? 1 : work.Size / (double)(work.IsUNet ? UNetStride(name) : DenseNetStride(name));
        return side * side;
    }

    private static int DenseNetStride(string name) => Block().Match(name) is { Success: true } block ? 2 << int.Parse(block.Groups[1].Value) : 2;

    private static int UNetStride(string name) => Level().Match(name) is { Success: true } level
        ? 1 << (int.Parse(level.Groups[2].Value) + (level.Groups[1].Value == "upsampling" ? 1 : 0))
        : 1;

    [GeneratedRegex(@"(?:denseblock|transition)(\d)")]
    private static partial Regex Block();

    [GeneratedRegex(@"(levels|decoder|upsampling)\.(\d)")]
    private static partial Regex Level();
}
