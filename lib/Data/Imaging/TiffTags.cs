using System.Buffers.Binary;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>The tags of the first directory of a TIFF file. No tag is read that points outside the file.</summary>
internal sealed class TiffTags
{
    private const int HeaderLength = 8, EntryLength = 12, NextDirectory = 4, Short = 3, Long = 4;

    private static readonly byte[] BytesPerValue = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

    private readonly Dictionary<int, (int Type, int Count, int Start)> entries = [];
    private readonly ArraySegment<byte> content;
    private readonly string name;

    private TiffTags(ArraySegment<byte> content, string name) => (this.content, this.name) = (content, name);

    /// <summary>True where numbers are stored with the low byte first.</summary>
    public bool IsLittleEndian => content[0] == 'I';

    /// <summary>Bytes of the file.</summary>
    public int FileLength => content.Count;

    /// <summary>Reads the first directory.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">For errors.</param>
    /// <exception cref="ImageFileException">The directory or the values of a tag are damaged or cut off, or this is BigTIFF.</exception>
    public static TiffTags Read(ArraySegment<byte> content, string name)
    {
        var tags = new TiffTags(content, name);
        if (content.Count > 3 && (content[2] == '+' || content[3] == '+'))
        {
            throw new ImageFileException(name, "This is a BigTIFF file, which cannot be read.", "Save it as TIFF or PNG.");
        }
        var start = content.Count >= HeaderLength ? tags.At(4, Long) : content.Count;
        if (start + 2 > content.Count || start + 2 + tags.At((int)start, Short) * EntryLength + NextDirectory > content.Count)
        {
            throw tags.Corrupt("The image is truncated: its directory lies behind the end of the file.");
        }
        for (var (entry, left) = ((int)start + 2, tags.At((int)start, Short)); left > 0; left--, entry += EntryLength)
        {
            tags.Add(entry);
        }
        return tags;
    }

    /// <summary>True where the tag is there.</summary>
    public bool Has(int tag) => entries.ContainsKey(tag);

    /// <summary>The first value of a tag of whole numbers.</summary>
    /// <param name="tag">Its number.</param>
    /// <param name="missing">The value where there is no such tag.</param>
    /// <exception cref="ImageFileException">The tag has no whole number.</exception>
    public int Number(int tag, int missing) => Numbers(tag) is [var first, ..] ? (int)Math.Min(first, int.MaxValue) : missing;

    /// <summary>The first value of a tag, at least 1.</summary>
    /// <exception cref="ImageFileException">The tag is missing or 0.</exception>
    public int Size(int tag) => Number(tag, 0) is > 0 and var size
        ? size : throw Corrupt($"Its size is damaged (tag {tag}).");

    /// <summary>The values of a tag of whole numbers; empty where there is no such tag.</summary>
    /// <exception cref="ImageFileException">The tag has no whole numbers.</exception>
    public uint[] Numbers(int tag)
    {
        if (!entries.TryGetValue(tag, out var entry))
        {
            return [];
        }
        if (entry.Type is not (Short or Long) || entry.Count == 0)
        {
            throw Corrupt($"Its tag {tag} holds no whole number.");
        }
        var values = new uint[entry.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (uint)At(entry.Start + i * BytesPerValue[entry.Type], entry.Type);
        }
        return values;
    }

    /// <summary>An error that names the file.</summary>
    public ImageFileException Corrupt(string problem) =>
        new(name, problem, "Copy or download it again, or remove it from the collection.");

    private void Add(int entry)
    {
        var (tag, type, count) = ((int)At(entry, Short), (int)At(entry + 2, Short), At(entry + 4, Long));
        if (type is 0 || type >= BytesPerValue.Length)
        {
            return; // TIFF 6.0, section 2: readers skip fields of an unknown type
        }
        var length = count * BytesPerValue[type];
        var start = length <= 4 ? entry + 8 : At(entry + 8, Long);
        if (start + length > content.Count)
        {
            throw Corrupt($"The image is truncated: the values of its tag {tag} end at byte {(start + length).Invariant("N0")}, "
                + $"the file at {content.Count.Invariant("N0")}.");
        }
        entries.TryAdd(tag, (type, (int)count, (int)start));
    }

    private long At(int start, int type) => (type, IsLittleEndian) switch
    {
        (Short, true) => BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(start)),
        (Short, false) => BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(start)),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(start)),
        _ => BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(start)),
    };
}
