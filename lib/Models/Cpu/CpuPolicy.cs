using System.Runtime.Intrinsics.X86;
using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>Which of several equal computations is fastest on this CPU. The one file that knows CPUs; measured in docs/speed.md.</summary>
internal static class CpuPolicy
{
    private const int FewestTiles = 64; // of a batch: with fewer, transforming the kernel costs more than it saves

    /// <summary>
    /// AMD's AVX-512 multiplies bfloat16 twice as fast as float32 (measured: 824 and 400 GFLOP/s), Intel's half as fast (174 and 338).
    /// Intel's AMX is made for bfloat16.
    /// </summary>
    public static bool HasFastBFloat16 { get; } = Avx512F.IsSupported && (HasAmxBFloat16() || (HasAvx512BFloat16() && !Cpuid.IsIntel));

    // MKL, which multiplies float32 matrices for libtorch, leaves AVX-512 unused on CPUs that are not Intel's. Not measured beyond x86.
    private static bool HasFastFloat32Products { get; } = Fma.IsSupported && (!Avx512F.IsSupported || Cpuid.IsIntel);

    /// <summary>Whether the gradients of a 1×1 convolution are faster as matrix products; oneDNN convolves float32 faster forward.</summary>
    public static bool PrefersProducts(Tensor maps) => maps.dtype == ScalarType.BFloat16 || HasFastFloat32Products;

    /// <summary>Whether a 3×3 convolution is faster as a Winograd convolution than oneDNN's own.</summary>
    /// <param name="maps">Its input: feature maps side by side, each (N, H, W, its C).</param>
    /// <param name="convolution">Any.</param>
    public static bool PrefersWinograd(IReadOnlyList<Tensor> maps, Convolution convolution) => Fma.IsSupported
        && convolution is { Kernel: 3, Stride: 1, Bias: null } && convolution.Weight.size(0) % MatrixKernel.Columns == 0
        && maps.All(map => map.dtype == ScalarType.Float32 && map.size(3) % MatrixKernel.Columns == 0)
        && new WinogradTiles(maps).Count >= FewestTiles;

    private static bool HasAvx512BFloat16() => (Cpuid.Register(7, register: 0, subleaf: 1) >> 5 & 1) == 1;

    private static bool HasAmxBFloat16() => (Cpuid.Register(7, register: 3) >> 22 & 1) == 1;
}
