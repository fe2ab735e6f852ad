using System.Diagnostics.CodeAnalysis;
using TorchSharp;

namespace Telltale.Runtime;

/// <summary>The type of a network's maps. Its weights, its loss and its answers are float32 either way.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the names of the field.")]
public enum Precision
{
    /// <summary>32 bits.</summary>
    Float32,

    /// <summary>16 bits: the range of float32 with 8 bits of mantissa. Half the memory, and faster on GPUs and some processors.</summary>
    BFloat16,
}

/// <summary>Which precision is used where nothing is said.</summary>
public static class Precisions
{
    /// <summary>The environment variable that overrides a profile's precision: <c>float32</c> or <c>bfloat16</c>.</summary>
    public const string Variable = "TELLTALE_PRECISION";

    /// <summary>True where the device multiplies bfloat16 faster than float32; elsewhere it takes twice to a hundred times as long.</summary>
    public static bool HasFastBFloat16 { get; } = ComputeDevice.Best.type == DeviceType.CUDA || Processor.HasFastBFloat16;

    /// <summary>The precision named by <c>TELLTALE_PRECISION</c>, else the one asked for.</summary>
    /// <param name="usual">What is used where the variable is not set.</param>
    /// <exception cref="ArgumentException">The variable names no precision.</exception>
    public static Precision Current(Precision usual) => Named(Environment.GetEnvironmentVariable(Variable), usual);

    internal static Precision Named(string? name, Precision usual) => name?.ToUpperInvariant() switch
    {
        null or "" => usual,
        "FLOAT32" => Precision.Float32,
        "BFLOAT16" => Precision.BFloat16,
        _ => throw new ArgumentException($"{Variable} is '{name}'; it must be float32 or bfloat16."),
    };

    /// <summary>The tensor type.</summary>
    internal static torch.ScalarType Type(this Precision precision) =>
        precision == Precision.BFloat16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;
}
