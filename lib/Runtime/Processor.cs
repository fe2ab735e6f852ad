using System.Runtime.Intrinsics.X86;

namespace Telltale.Runtime;

/// <summary>Whose the processor is, and what it does fast.</summary>
internal static class Processor
{
    /// <summary>
    /// True where libtorch's products of float32 matrices use all of the processor. They are MKL's, which leaves AVX-512 unused on
    /// processors that are not Intel's. Other processors than x86 were not measured.
    /// </summary>
    public static bool HasFastFloat32Products { get; } = Fma.IsSupported && (!Avx512F.IsSupported || IsIntel);

    /// <summary>
    /// True where bfloat16 is faster than float32. AMD's AVX-512 multiplies it at twice the speed (seen: 824 and 400 GFLOP/s), Intel's at
    /// half (seen: 174 and 338); Intel made AMX for it, which was not measured.
    /// </summary>
    public static bool HasFastBFloat16 { get; } = Avx512F.IsSupported && (HasAmxBFloat16() || (HasAvx512BFloat16() && !IsIntel));

    /// <summary>True for a processor of AMD.</summary>
    public static bool IsAmd => X86Base.IsSupported && Register(0, register: 2) == 0x444D4163; // "cAMD"

    private static bool IsIntel => X86Base.IsSupported && Register(0, register: 2) == 0x6C65746E; // "ntel"

    /// <summary>What CPUID answers; only for x86.</summary>
    /// <param name="leaf">The question.</param>
    /// <param name="register">0 to 3 for EAX, EBX, ECX and EDX.</param>
    /// <param name="subleaf">The part of the question.</param>
    public static uint Register(uint leaf, int register, int subleaf = 0)
    {
        var (eax, ebx, ecx, edx) = X86Base.CpuId((int)leaf, subleaf);
        return (uint)(register switch { 0 => eax, 1 => ebx, 2 => ecx, _ => edx });
    }

    private static bool HasAvx512BFloat16() => (Register(7, register: 0, subleaf: 1) >> 5 & 1) == 1;

    private static bool HasAmxBFloat16() => (Register(7, register: 3) >> 22 & 1) == 1;
}
