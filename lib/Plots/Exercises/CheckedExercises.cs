using static TorchSharp.torch;

namespace Telltale.Plots;

/// <summary>Every exercise with a check, in the order of the notebooks.</summary>
internal static class CheckedExercises
{
    public static IReadOnlyList<CheckedExercise> All { get; } = [.. NetworkExercises.All, .. SkipConnectionExercises.All];

    /// <summary>The elements of a tensor, row by row.</summary>
    public static double[] Values(Tensor tensor) => tensor.to_type(ScalarType.Float64).contiguous().cpu().data<double>().ToArray();

    /// <summary>A shape in words.</summary>
    public static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}
