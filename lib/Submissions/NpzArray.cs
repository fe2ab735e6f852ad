using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>An array in NumPy's file format.</summary>
/// <param name="Type">NumPy's type, such as <c>&lt;f2</c> for float16.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">Its elements in the order of the file, as float32; empty unless float16, float32 or float64, little-endian.</param>
/// <remarks>Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1 to 3.</remarks>
internal sealed partial record NpzArray(string Type, IReadOnlyList<long> Shape, float[] Values)
{
    /// <summary>NumPy's name of float16.</summary>
    public const string Float16 = "<f2";

    private const int Alignment = 64;

    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>
    /// An <c>.npz</c> file with one float16 array (height, width), as <c>numpy.savez_compressed(path, array)</c> writes it.
    /// </summary>
    /// <param name="values">height × width values, row by row.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    public static byte[] Bytes(Half[] values, int width, int height)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var header = string.Create(
                CultureInfo.InvariantCulture, $"{{'descr': '{Float16}', 'fortran_order': False, 'shape': ({height}, {width}), }}");
            var start = Magic.Length + 4;
            var padded = header.PadRight((start + header.Length) / Alignment * Alignment + Alignment - start - 1) + "\n";
            byte[] content =
            [
                .. Magic, 1, 0, (byte)padded.Length, (byte)(padded.Length >> 8), .. Encoding.ASCII.GetBytes(padded),
                .. MemoryMarshal.AsBytes<Half>(values),
            ];
            SubmissionArchive.Add(archive, SubmissionNames.ArrayKey + ".npy", content);
        }
        return file.ToArray();
    }

    /// <summary>Reads the content of an <c>.npy</c> file.</summary>
    /// <exception cref="InvalidDataException">It is something else, or cut short; the message is a clause that says what.</exception>
    public static NpzArray Read(byte[] file)
    {
        if (!file.AsSpan().StartsWith(Magic) || file.Length < Magic.Length + 6)
        {
            throw new InvalidDataException("it is no NumPy array");
        }
        var wide = file[Magic.Length] > 1;
        var sizes = file.AsSpan(Magic.Length + 2);
        var length = wide ? MemoryMarshal.Read<uint>(sizes) : MemoryMarshal.Read<ushort>(sizes);
        var start = Magic.Length + 2 + (wide ? 4 : 2) + length;
        if (start > file.Length || Header().Match(Encoding.Latin1.GetString(file, 0, (int)start)) is not { Success: true } header)
        {
            throw new InvalidDataException("the header of its NumPy array is damaged");
        }
        long[] shape =
        [
            .. header.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1),
        ];
        var type = header.Groups[1].Value;
        return new(type, shape, Elements(type, shape, file.AsSpan((int)start)));
    }

    private static float[] Elements(string type, long[] shape, ReadOnlySpan<byte> data)
    {
        var size = type switch { "<f2" => 2, "<f4" => 4, "<f8" => 8, _ => 0 };
        if (size == 0)
        {
            return [];
        }
        var count = shape.Aggregate((Int128)1, (product, side) => Int128.Min(product * side, long.MaxValue));
        if (shape.Any(side => side < 0) || data.Length != count * size)
        {
            throw new InvalidDataException(
                $"its array ({string.Join(", ", shape)}) has {data.Length.Invariant("N0")} bytes, which is not what its shape needs");
        }
        return size switch
        {
            2 => Converted(MemoryMarshal.Cast<byte, Half>(data), value => (float)value),
            4 => MemoryMarshal.Cast<byte, float>(data).ToArray(),
            _ => Converted(MemoryMarshal.Cast<byte, double>(data), value => (float)value),
        };
    }

    private static float[] Converted<T>(ReadOnlySpan<T> values, Func<T, float> convert)
    {
        var converted = new float[values.Length];
        for (var i = 0; i < converted.Length; i++)
        {
            converted[i] = convert(values[i]);
        }
        return converted;
    }

    // Python's dictionary literal, keys in NumPy's order: descr, fortran_order, shape.
    [GeneratedRegex(@"'descr':\s*'([^']*)'.*'fortran_order':\s*(?:True|False).*'shape':\s*\(([^)]*)\)", RegexOptions.Singleline)]
    private static partial Regex Header();
}
