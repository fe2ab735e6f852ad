using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Telltale.Runtime.Workarounds;

/// <summary>
/// Makes TorchSharp's native library load on systems whose C++ runtime is older than GCC 13 (Debian 12, Ubuntu 22.04). In a copy of the
/// library, the required version GLIBCXX_3.4.32 becomes weak, and its only symbol is replaced by <c>floor</c>, which takes no memory and
/// changes none. The original file is not changed.
/// </summary>
/// <remarks>
/// <para>
/// Broken: <c>libLibTorchSharp.so</c> of TorchSharp 0.107.0 is linked with GCC 13 and imports <c>std::ios_base_library_init()</c> of
/// GLIBCXX_3.4.32, an empty function that exists only to be linked. No upstream issue about this version was found; dotnet/TorchSharp#218
/// was the same problem with older ones.
/// </para>
/// <para>
/// Detected: the system's <c>libstdc++.so.6</c> lacks the symbol (<see cref="IsNeeded"/>). Delete: when the referenced TorchSharp no longer
/// imports it (<c>Patch</c> returns null), or when no supported system has a C++ runtime older than GCC 13.
/// </para>
/// <para>Formats: System V ABI, chapters 4 and 5; Linux Standard Base, section "Symbol Versioning".</para>
/// </remarks>
internal static class GlibcxxCompatibility
{
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const string Version = "GLIBCXX_3.4.32";
    private const string Substitute = "floor";

    private const uint DynamicSymbols = 11;
    private const uint VersionNeeds = 0x6FFFFFFE;
    private const uint SymbolVersions = 0x6FFFFFFF;

    /// <summary>True if the system's C++ runtime lacks the symbol.</summary>
    public static bool IsNeeded =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libstdc++.so.6", out var runtime)
        && !NativeLibrary.TryGetExport(runtime, Symbol, out _);

    /// <summary>Returns the library without the requirement; null if it has none.</summary>
    /// <param name="library">A 64-bit little-endian ELF shared object.</param>
    /// <exception cref="BadImageFormatException">Not such a file, or one without the required tables.</exception>
    public static byte[]? Patch(byte[] library)
    {
        if (library.Length < 64 || !library.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw new BadImageFormatException("Not a 64-bit little-endian ELF file.");
        }
        var symbols = Section(library, DynamicSymbols);
        var needs = Section(library, VersionNeeds);
        var versions = Section(library, SymbolVersions);
        var names = SectionAt(library, symbols.Link);

        if (FindSymbol(library, symbols, names, Symbol) is not { } missing)
        {
            return null;
        }
        var substitute = FindSymbol(library, symbols, names, Substitute)
            ?? throw new BadImageFormatException($"The library does not import '{Substitute}', so '{Symbol}' cannot be replaced by it.");

        var patched = (byte[])library.Clone();
        library.AsSpan(symbols.Offset + 24 * substitute, 4).CopyTo(patched.AsSpan(symbols.Offset + 24 * missing));
        library.AsSpan(versions.Offset + 2 * substitute, 2).CopyTo(patched.AsSpan(versions.Offset + 2 * missing));
        patched[FindVersionNeed(library, needs, names) + 4] |= 2; // VER_FLG_WEAK
        return patched;
    }

    private readonly record struct Table(int Offset, int Length, int Link);

    private static Table Section(byte[] library, uint type)
    {
        for (var index = 0; index < UInt16(library, 0x3C); index++)
        {
            if (UInt32(library, Header(library, index) + 4) == type)
            {
                return SectionAt(library, index);
            }
        }
        throw new BadImageFormatException($"The library has no section of type 0x{type:X}.");
    }

    private static Table SectionAt(byte[] library, int index)
    {
        var header = Header(library, index);
        return new((int)UInt64(library, header + 24), (int)UInt64(library, header + 32), (int)UInt32(library, header + 40));
    }

    private static int Header(byte[] library, int index) => (int)UInt64(library, 0x28) + 64 * index;

    private static int? FindSymbol(byte[] library, Table symbols, Table names, string name)
    {
        for (var index = 0; index < symbols.Length / 24; index++)
        {
            var isUndefined = UInt16(library, symbols.Offset + 24 * index + 6) == 0;
            if (isUndefined && HasName(library, names, UInt32(library, symbols.Offset + 24 * index), name))
            {
                return index;
            }
        }
        return null;
    }

    private static int FindVersionNeed(byte[] library, Table needs, Table names)
    {
        for (var file = needs.Offset; ; file += (int)UInt32(library, file + 12))
        {
            var version = file + (int)UInt32(library, file + 8);
            for (var left = UInt16(library, file + 2); left > 0; left--)
            {
                if (HasName(library, names, UInt32(library, version + 8), Version))
                {
                    return version;
                }
                version += (int)UInt32(library, version + 12);
            }
            if (UInt32(library, file + 12) == 0)
            {
                throw new BadImageFormatException($"The library imports '{Symbol}' but does not require {Version}.");
            }
        }
    }

    private static bool HasName(byte[] library, Table names, uint at, string name)
    {
        var start = names.Offset + (int)at;
        return library.AsSpan(start).StartsWith(Encoding.ASCII.GetBytes(name)) && library[start + name.Length] == 0;
    }

    private static ushort UInt16(byte[] library, int at) => BinaryPrimitives.ReadUInt16LittleEndian(library.AsSpan(at));

    private static uint UInt32(byte[] library, int at) => BinaryPrimitives.ReadUInt32LittleEndian(library.AsSpan(at));

    private static ulong UInt64(byte[] library, int at) => BinaryPrimitives.ReadUInt64LittleEndian(library.AsSpan(at));
}
