using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Models;

/// <summary>The default precision, and how to override it.</summary>
internal static class Precisions
{
    /// <summary>The environment variable that overrides a profile's precision: <c>float32</c> or <c>bfloat16</c>.</summary>
    public const string Variable = "TELLTALE_PRECISION";

    /// <summary>
    /// True where bfloat16 is faster than float32 on this device; elsewhere it is slower, up to 100 times where it is emulated.
    /// </summary>
    public static bool HasFastBFloat16 { get; } = ComputeDevice.Best.type == DeviceType.CUDA || Cpu.CpuPath.HasFastBFloat16;

    /// <summary>The precision named by <c>TELLTALE_PRECISION</c>, else the default.</summary>
    /// <param name="standard">Used where the variable is not set.</param>
    /// <exception cref="ArgumentException">The variable names no precision.</exception>
    public static Precision Current(Precision standard) => Named(Environment.GetEnvironmentVariable(Variable), standard);

    internal static Precision Named(string? name, Precision standard) => name?.ToUpperInvariant() switch
    {
        null or "" => standard,
        "FLOAT32" => Precision.Float32,
        "BFLOAT16" => Precision.BFloat16,
        _ => throw new ArgumentException($"{Variable} is '{name}'; it must be float32 or bfloat16."),
    };
}
