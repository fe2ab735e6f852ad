using System.Buffers.Binary;
using System.Text;

namespace Telltale.Runtime.Workarounds;

/// <summary>Finds functions that a library does not export in its full symbol table.</summary>
/// <remarks>
/// Part of <see cref="CacheSizeCompatibility"/>: libtorch_cpu does not export oneDNN's CPU description. Delete it together with that file.
/// Format: System V ABI, chapter 4.
/// </remarks>
internal static class ElfSymbols
{
    private const uint FullTable = 2; // SHT_SYMTAB
    private const int EntryLength = 24;

    /// <summary>Addresses of functions, relative to the load address of the library.</summary>
    /// <param name="library">A 64-bit little-endian ELF file.</param>
    /// <param name="names">Mangled names.</param>
    /// <returns>One address per name, in order; null if the file has no symbol table or a name is missing.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ulong[]? Find(string library, IReadOnlyList<string> names)
    {
        using var file = File.OpenRead(library);
        var header = Read(file, 0, 64);
        var (sections, count) = (UInt64(header, 0x28), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3C)));
        var headers = Read(file, sections, 64 * count);
        var table = Enumerable.Range(0, count).Select(index => 64 * index)
            .Where(section => UInt32(headers, section + 4) == FullTable).FirstOrDefault(-1);
        if (table < 0)
        {
            return null;
        }
        var symbols = Section(file, headers, table);
        var text = Section(file, headers, 64 * (int)UInt32(headers, table + 40));
        var found = names.Select(name => Address(symbols, text, name)).ToArray();
        return found.Contains(null) ? null : Array.ConvertAll(found, address => address!.Value);
    }

    private static ulong? Address(byte[] symbols, byte[] text, string name)
    {
        var at = text.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{name}\0")) + 1;
        for (var entry = 0; at > 0 && entry < symbols.Length; entry += EntryLength)
        {
            if (UInt32(symbols, entry) == at)
            {
                return UInt64(symbols, entry + 8);
            }
        }
        return null;
    }

    private static byte[] Section(FileStream file, byte[] headers, int header) =>
        Read(file, UInt64(headers, header + 24), (int)UInt64(headers, header + 32));

    private static byte[] Read(FileStream file, ulong offset, int length)
    {
        var bytes = new byte[length];
        file.Position = (long)offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static uint UInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ulong UInt64(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
}
