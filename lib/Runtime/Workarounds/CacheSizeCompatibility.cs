using System.Globalization;
using System.Runtime.InteropServices;
using static Telltale.Runtime.Workarounds.Cpuid;

namespace Telltale.Runtime.Workarounds;

/// <summary>
/// Lets convolutions run on AMD processors whose virtual machine hides the caches. oneDNN inside libtorch 2.10 then takes every
/// cache for one byte and divides by what fits into it: the process dies of SIGFPE at its first convolution. Here its record of the processor,
/// which is in memory, is given the sizes that an older CPUID leaf still tells. No file is touched.
/// </summary>
/// <remarks>
/// AMD64 Architecture Programmer's Manual, volume 3, appendix E.4 (leaves 8000_0005h, 8000_0006h, 8000_001Dh); Xbyak's class <c>util::Cpu</c>.
/// </remarks>
internal static unsafe class CacheSizeCompatibility
{
    private const string ProcessorRecord = "_ZN4dnnl4impl3cpu3x643cpuEv";
    private const string CacheSize = "_ZN4dnnl4impl3cpu8platform23get_per_core_cache_sizeEi";

    // What Xbyak makes of a leaf of zeros: 1 way of 1 partition of 1 line of 1 byte.
    private const uint HiddenSize = 1;

    // Where Xbyak's record keeps the bytes of each level, and how many levels there are.
    private const int Sizes = 0x1C;
    private const int Levels = 0x6C;

    /// <summary>True where the processor tells of no cache in the leaf that oneDNN reads.</summary>
    public static bool IsNeeded => OperatingSystem.IsLinux() && IsAmd
        && Register(0x80000000, register: 0) >= 0x8000001D
        && (Register(0x8000001D, register: 0) & 0x1F) == 0;

    /// <summary>Bytes of level 1 data, level 2 and level 3 that one core has to itself; all above 0.</summary>
    public static IReadOnlyList<uint> PerCore => [
        Known(Register(0x80000005, register: 2) >> 24 << 10, 32 << 10),
        Known(Register(0x80000006, register: 2) >> 16 << 10, 512 << 10),
        1 << 20]; // what the leaf tells of level 3 is the sum over all cores of the machine

    /// <summary>Corrects the record in the loaded library, once.</summary>
    /// <param name="library">The file of libtorch_cpu, loaded from there.</param>
    /// <exception cref="NotSupportedException">It is another build than the kit's, so nothing was changed; says the cure.</exception>
    public static void Apply(string library)
    {
        var addresses = Addresses(library, ProcessorRecord, CacheSize) ?? throw Unknown(library);
        var record = ((delegate* unmanaged<byte*>)addresses[0])();
        var sizes = new Span<uint>(record + Sizes, 3);
        if (*(uint*)(record + Levels) != 3 || sizes.ContainsAnyExcept(HiddenSize))
        {
            throw Unknown(library);
        }
        PerCore.ToArray().CopyTo(sizes);
        var tells = (delegate* unmanaged<int, uint>)addresses[1];
        if (!PerCore.SequenceEqual([tells(1), tells(2), tells(3)]))
        {
            throw Unknown(library);
        }
    }

    /// <summary>Where functions are that the library does not export; null where its table of symbols lacks one.</summary>
    private static nint[]? Addresses(string library, params string[] functions)
    {
        var start = LoadedAt(library);
        var symbols = ElfSymbols.Find(library, functions);
        return start is null || symbols is null ? null : Array.ConvertAll(symbols, symbol => start.Value + (nint)symbol);
    }

    private static nint? LoadedAt(string library) => File.ReadLines("/proc/self/maps")
        .Where(line => line.EndsWith(Path.GetFullPath(library), StringComparison.Ordinal))
        .Select(line => (nint?)nint.Parse(line.AsSpan(0, line.IndexOf('-', StringComparison.Ordinal)), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static NotSupportedException Unknown(string library) => new(
        $"This machine hides the sizes of its processor's caches, which stops every convolution of libtorch 2.10.0, and '{library}' is not the "
        + $"build that the kit can correct. Unset {LibTorch.FolderVariable} to use the one that comes with the kit, or let the virtual machine "
        + "show the caches.");

    private static uint Known(uint told, uint usual) => told == 0 ? usual : told;
}
