using System.Runtime.Intrinsics.X86;
using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>Chooses the fastest of equivalent computations on this CPU. Measurements: docs/speed.md.</summary>
internal static class CpuPolicy
{
    private const int MinimumTiles = 64; // per batch: with fewer, transforming the kernel costs more than it saves

    /// <summary>
    /// AMD's AVX-512 multiplies bfloat16 twice as fast as float32 (measured: 824 and 400 GFLOP/s), Intel's half as fast (174 and 338).
    /// Intel's AMX is made for bfloat16.
    /// </summary>
    public static bool HasFastBFloat16 { get; } = Avx512F.IsSupported && (HasAmxBFloat16() || (HasAvx512BFloat16() && !Cpuid.IsIntel));

    // MKL, which multiplies float32 matrices for libtorch, leaves AVX-512 unused on CPUs that are not Intel's. Not measured beyond x86.
    private static bool HasFastFloat32Products { get; } = Fma.IsSupported && (!Avx512F.IsSupported || Cpuid.IsIntel);

    /// <summary>Whether the gradients of a 1×1 convolution are faster as matrix products.</summary>
    public static bool PrefersMatrixProducts(Tensor maps) => maps.dtype == ScalarType.BFloat16 || HasFastFloat32Products;

    /// <summary>Whether a Winograd convolution is faster than oneDNN's convolution.</summary>
    /// <param name="maps">Its inputs, concatenated along the channels, each (N, H, W, C_i).</param>
    /// <param name="convolution">Any.</param>
    public static bool PrefersWinograd(IReadOnlyList<Tensor> maps, Convolution convolution) => Fma.IsSupported
        && convolution is { Kernel: 3, Stride: 1, Bias: null } && convolution.Weight.size(0) % MatrixKernel.Columns == 0
        && maps.All(map => map.dtype == ScalarType.Float32 && map.size(3) % MatrixKernel.Columns == 0)
        && new WinogradTiles(maps).Count >= MinimumTiles;

    private static bool HasAvx512BFloat16() => (Cpuid.Register(7, register: 0, subleaf: 1) >> 5 & 1) == 1;

    private static bool HasAmxBFloat16() => (Cpuid.Register(7, register: 3) >> 22 & 1) == 1;
}
