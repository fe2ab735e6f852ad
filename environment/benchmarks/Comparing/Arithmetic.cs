using System.Text.RegularExpressions;
using Telltale.Benchmarks.Contenders;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Benchmarks.Comparing;

/// <summary>The least arithmetic that a network needs for an image: its convolutions and products, counted from its weights.</summary>
internal static partial class Arithmetic
{
    // A multiplication and an addition; forward, and in training the gradients of the input and of the weights, each of which costs the same.
    private const int Operations = 2;
    private const int TrainingPasses = 3;

    /// <summary>Floating-point operations for one image of a work.</summary>
    public static double PerImage(NetworkWork work)
    {
        LibTorch.Load();
        using var network = OwnNetworks.Network(work, "float32");
        var forward = Operations * network.named_parameters().Sum(parameter => MultiplyAdds(parameter.name, parameter.parameter, work));
        return work.Kind == "training" ? TrainingPasses * forward : forward;
    }

    // Every weight of a convolution is used once for each pixel of the map that it makes; that of a transposed one, for each that it reads.
    private static double MultiplyAdds(string name, Tensor weight, NetworkWork work)
    {
        var side = work.Size / (double)(work.IsUNet ? UNetStride(name) : DenseNetStride(name));
        return weight.dim() switch { 4 => weight.numel() * side * side, 2 => weight.numel(), _ => 0 };
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
