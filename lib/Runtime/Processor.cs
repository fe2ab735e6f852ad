using System.Runtime.Intrinsics.X86;

namespace Telltale.Runtime;

/// <summary>What the processor does fast.</summary>
internal static class Processor
{
    /// <summary>
    /// True where libtorch's products of float32 matrices use all of the processor. They are MKL's, which leaves AVX-512 unused on
    /// processors that are not Intel's. Other processors than x86 were not measured.
    /// </summary>
    public static bool HasFastFloat32Products { get; } = Fma.IsSupported && (!Avx512F.IsSupported || IsIntel());

    /// <summary>
    /// True where bfloat16 is faster than float32. AMD's AVX-512 multiplies it at twice the speed (seen: 824 and 400 GFLOP/s), Intel's at
    /// half (seen: 174 and 338); Intel made AMX for it, which was not measured.
    /// </summary>
    public static bool HasFastBFloat16 { get; } = Avx512F.IsSupported && (HasAmxBFloat16() || (HasAvx512BFloat16() && !IsIntel()));

    private static bool IsIntel() => X86Base.CpuId(0, 0).Ebx == 0x756E6547; // "Genu"

    private static bool HasAvx512BFloat16() => (X86Base.CpuId(7, 1).Eax >> 5 & 1) == 1;

    private static bool HasAmxBFloat16() => (X86Base.CpuId(7, 0).Edx >> 22 & 1) == 1;
}
