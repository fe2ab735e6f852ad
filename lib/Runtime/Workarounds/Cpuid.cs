using System.Runtime.Intrinsics.X86;

namespace Telltale.Runtime.Workarounds;

/// <summary>Reads the CPUID instruction; only for x86.</summary>
/// <remarks>
/// Nothing is broken here: .NET reports instruction sets, but neither the vendor nor the cache leaves that
/// <see cref="CacheSizeCompatibility"/> and the CPU path need. Delete this file with its last caller.
/// </remarks>
internal static class Cpuid
{
    /// <summary>True for an AMD CPU.</summary>
    public static bool IsAmd => X86Base.IsSupported && Register(0, register: 2) == 0x444D4163; // "cAMD"

    /// <summary>True for an Intel CPU.</summary>
    public static bool IsIntel => X86Base.IsSupported && Register(0, register: 2) == 0x6C65746E; // "ntel"

    /// <summary>One register of the result of CPUID.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="register">0 to 3 for EAX, EBX, ECX and EDX.</param>
    /// <param name="subleaf">The subleaf.</param>
    public static uint Register(uint leaf, int register, int subleaf = 0)
    {
        var (eax, ebx, ecx, edx) = X86Base.CpuId((int)leaf, subleaf);
        return (uint)(register switch { 0 => eax, 1 => ebx, 2 => ecx, _ => edx });
    }
}
