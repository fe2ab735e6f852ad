using System.Globalization;
using static Telltale.Runtime.Workarounds.Cpuid;

namespace Telltale.Runtime.Workarounds;

/// <summary>
/// Makes convolutions run on AMD CPUs in virtual machines that hide the sizes of the caches: writes the sizes, read from an older CPUID
/// leaf, into oneDNN's CPU description in memory. Changes no file.
/// </summary>
/// <remarks>
/// <para>
/// Broken: oneDNN in libtorch 2.10.0. Its copy of Xbyak (class <c>util::Cpu</c>) reads a CPUID leaf of zeros as caches of one byte, and
/// convolutions divide by what fits into a cache: the process dies of SIGFPE at its first convolution. No upstream issue was found for x64;
/// uxlfoundation/oneDNN#5313 is the same problem on AArch64, where the cache size becomes 0.
/// </para>
/// <para>
/// Detected: CPUID leaf 8000_001Dh of an AMD CPU lists no cache (<see cref="IsNeeded"/>). Delete: when the libtorch that the kit references
/// contains a oneDNN that falls back to default sizes; <c>CacheSizeCompatibilityTests</c> on such a machine pass without this file then.
/// With it go <see cref="ElfSymbols"/> and this file's part of <see cref="LibTorch"/>.
/// </para>
/// <para>Source: AMD64 Architecture Programmer's Manual, volume 3, appendix E.4 (leaves 8000_0005h, 8000_0006h, 8000_001Dh).</para>
/// </remarks>
internal static unsafe class CacheSizeCompatibility
{
    private const string CpuDescription = "_ZN4dnnl4impl3cpu3x643cpuEv";
    private const string CacheSize = "_ZN4dnnl4impl3cpu8platform23get_per_core_cache_sizeEi";

    // What Xbyak computes from a leaf of zeros: 1 way of 1 partition of 1 line of 1 byte.
    private const uint HiddenSize = 1;

    // Offsets in Xbyak's description: the bytes of each level, and the number of levels.
    private const int SizesOffset = 0x1C;
    private const int LevelsOffset = 0x6C;

    /// <summary>True if the CPU lists no cache in the leaf that oneDNN reads.</summary>
    public static bool IsNeeded => OperatingSystem.IsLinux() && IsAmd
        && Register(0x80000000, register: 0) >= 0x8000001D
        && (Register(0x8000001D, register: 0) & 0x1F) == 0;

    /// <summary>Bytes of level 1 data, level 2 and level 3 cache per core; all above 0.</summary>
    public static IReadOnlyList<uint> PerCore => [
        OrDefault(Register(0x80000005, register: 2) >> 24 << 10, 32 << 10),
        OrDefault(Register(0x80000006, register: 2) >> 16 << 10, 512 << 10),
        1 << 20]; // the leaf reports level 3 summed over all cores of the machine

    /// <summary>Corrects the description in the loaded library. Call it once.</summary>
    /// <param name="library">The file of libtorch_cpu that is loaded.</param>
    /// <exception cref="NotSupportedException">The library is not the kit's build; nothing was changed.</exception>
    public static void Apply(string library)
    {
        var addresses = Addresses(library, CpuDescription, CacheSize) ?? throw Unknown(library);
        var description = ((delegate* unmanaged<byte*>)addresses[0])();
        var sizes = new Span<uint>(description + SizesOffset, 3);
        if (*(uint*)(description + LevelsOffset) != 3 || sizes.ContainsAnyExcept(HiddenSize))
        {
            throw Unknown(library);
        }
        PerCore.ToArray().CopyTo(sizes);
        var cacheSize = (delegate* unmanaged<int, uint>)addresses[1];
        if (!PerCore.SequenceEqual([cacheSize(1), cacheSize(2), cacheSize(3)]))
        {
            throw Unknown(library);
        }
    }

    /// <summary>Addresses of functions that the library does not export; null if its symbol table lacks one.</summary>
    private static nint[]? Addresses(string library, params string[] functions)
    {
        var start = LoadAddress(library);
        var symbols = ElfSymbols.Find(library, functions);
        return start is null || symbols is null ? null : Array.ConvertAll(symbols, symbol => start.Value + (nint)symbol);
    }

    private static nint? LoadAddress(string library) => File.ReadLines("/proc/self/maps")
        .Where(line => line.EndsWith(Path.GetFullPath(library), StringComparison.Ordinal))
        .Select(line => (nint?)nint.Parse(line.Split('-')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static NotSupportedException Unknown(string library) => new(
        $"The CPU of this machine hides its cache sizes, so every convolution of libtorch 2.10.0 would crash, and '{library}' is not the "
        + $"build that the kit can correct. Unset TELLTALE_LIBTORCH to use the libtorch that comes with the kit, or let the "
        + "virtual machine show the caches.");

    private static uint OrDefault(uint size, uint fallback) => size == 0 ? fallback : size;
}
