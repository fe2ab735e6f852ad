using System.Runtime.Intrinsics.X86;

namespace Telltale.Runtime.Workarounds;

/// <summary>What the CPUID instruction reports; only for x86.</summary>
internal static class Cpuid
{
    /// <summary>True for a CPU of AMD.</summary>
    public static bool IsAmd => X86Base.IsSupported && Register(0, register: 2) == 0x444D4163; // "cAMD"

    /// <summary>True for a CPU of Intel.</summary>
    public static bool IsIntel => X86Base.IsSupported && Register(0, register: 2) == 0x6C65746E; // "ntel"

    /// <summary>One register of the result.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="register">0 to 3 for EAX, EBX, ECX and EDX.</param>
    /// <param name="subleaf">The subleaf.</param>
    public static uint Register(uint leaf, int register, int subleaf = 0)
    {
        var (eax, ebx, ecx, edx) = X86Base.CpuId((int)leaf, subleaf);
        return (uint)(register switch { 0 => eax, 1 => ebx, 2 => ecx, _ => edx });
    }
}
