using System.Buffers.Binary;
using System.Text.Json;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>The position of one tensor in a safetensors file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Offset">First byte, counted from the start of the data.</param>
/// <param name="Length">Bytes: elements × bytes per element.</param>
internal sealed record SafeTensorsEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape, long Offset, long Length);

/// <summary>
/// The header of a safetensors file: its length in eight bytes, then JSON. Everything is validated: the length, the JSON, that each
/// shape fits its bytes, and that the tensors cover the file without overlap, gap or remainder.
/// </summary>
/// <param name="Entries">The tensors in the order of their bytes.</param>
/// <param name="Metadata">Free text by name.</param>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000; // the format's limit
    private const string MetadataKey = "__metadata__";

    private static readonly Dictionary<string, (ScalarType Type, int Bytes)> Types = new()
    {
        ["BOOL"] = (ScalarType.Bool, 1),
        ["U8"] = (ScalarType.Byte, 1),
        ["I8"] = (ScalarType.Int8, 1),
        ["I16"] = (ScalarType.Int16, 2),
        ["I32"] = (ScalarType.Int32, 4),
        ["I64"] = (ScalarType.Int64, 8),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["F32"] = (ScalarType.Float32, 4),
        ["F64"] = (ScalarType.Float64, 8),
    };

    /// <summary>Reads and validates a header.</summary>
    /// <param name="path">For error messages.</param>
    /// <param name="file">Positioned at its start; afterwards behind the header.</param>
    /// <exception cref="SafeTensorsException">The header is invalid.</exception>
    public static SafeTensorsHeader Read(string path, FileStream file)
    {
        var start = new byte[LengthBytes + 1];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (ForeignWeights.Recognise(path, start.AsSpan(0, read)) is { } foreign)
        {
            throw SafeTensorsException.Foreign(path, foreign.Kind, foreign.Cure);
        }
        file.Position = 0;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (file.Length < LengthBytes)
        {
            throw new SafeTensorsException(path, $"it has {file.Length} bytes, fewer than the {LengthBytes} of a header's length.");
        }
        file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > (ulong)Math.Min(LargestHeader, file.Length - LengthBytes))
        {
            throw new SafeTensorsException(
                path, $"its header would have {length} bytes, the file has {file.Length} (at most {LargestHeader} are allowed).");
        }
        var text = new byte[length];
        file.ReadExactly(text);
        try
        {
            using var json = StrictJson.Document(text);
            return Check(path, json.RootElement, file.Length - file.Position);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or KeyNotFoundException
            or OverflowException)
        {
            throw new SafeTensorsException(path, $"its header is malformed ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    /// <summary>The header's bytes for tensors in the given order, padded so that the first tensor is aligned.</summary>
    /// <param name="tensors">Names and tensors in the order of their bytes.</param>
    /// <param name="metadata">Free text by name.</param>
    /// <exception cref="NotSupportedException">A dtype that safetensors does not support.</exception>
    public static byte[] Write(IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var body = new OrderedDictionary<string, object>();
        if (metadata.Count > 0)
        {
            body.Add(MetadataKey, new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal));
        }
        var offset = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var end = offset + tensor.NumberOfElements * tensor.ElementSize;
            body.Add(name, new { dtype = NameOf(name, tensor.dtype), shape = tensor.shape, data_offsets = new[] { offset, end } });
            offset = end;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(body);
        var padded = new byte[LengthBytes + ((json.Length + 7) / 8 * 8)];
        padded.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(padded, padded.Length - LengthBytes);
        json.CopyTo(padded, LengthBytes);
        return padded;
    }

    private static string NameOf(string name, ScalarType type) =>
        Types.FirstOrDefault(known => known.Value.Type == type).Key
        ?? throw new NotSupportedException($"safetensors does not support {type} (tensor '{name}').");

    private static SafeTensorsHeader Check(string path, JsonElement root, long dataLength)
    {
        var metadata = root.TryGetProperty(MetadataKey, out var map)
            ? map.EnumerateObject().ToDictionary(text => text.Name, Text)
            : [];
        var entries = root.EnumerateObject()
            .Where(property => property.Name != MetadataKey)
            .Select(property => Entry(path, property))
            .OrderBy(entry => entry.Offset).ThenBy(entry => entry.Length)
            .ToList();
        var expected = 0L;
        foreach (var entry in entries)
        {
            if (entry.Offset != expected)
            {
                throw new SafeTensorsException(
                    path,
                    $"tensor '{entry.Name}' begins at byte {entry.Offset} of the data, "
                    + $"where {expected} was expected: an overlap or a gap.");
            }
            expected += entry.Length;
        }
        return expected == dataLength ? new(entries, metadata)
            : throw new SafeTensorsException(path, $"its tensors end at byte {expected} of the data, the file at {dataLength}.");
    }

    private static string Text(JsonProperty text) =>
        text.Value.GetString() ?? throw new FormatException($"metadata '{text.Name}' is null");

    private static SafeTensorsEntry Entry(string path, JsonProperty property)
    {
        var typeName = property.Value.GetProperty("dtype").GetString();
        if (typeName is null || !Types.TryGetValue(typeName, out var type))
        {
            throw new SafeTensorsException(
                path, $"tensor '{property.Name}' has the unknown element type '{typeName}' (known: {string.Join(", ", Types.Keys)}).");
        }
        var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        var length = shape.Aggregate((long)type.Bytes, (product, size) => checked(product * size));
        if (offsets.Length != 2 || offsets[0] < 0 || shape.Any(size => size < 0) || checked(offsets[1] - offsets[0]) != length)
        {
            throw new SafeTensorsException(
                path,
                $"tensor '{property.Name}' of type {typeName} and shape ({string.Join(", ", shape)}) needs {length} bytes; "
                + $"its offsets are {string.Join(" to ", offsets)}.");
        }
        return new(property.Name, type.Type, shape, offsets[0], length);
    }
}
