using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>
/// Writes the first image of a TIFF file again, with the tags that decoding needs and nothing else. Tiles become strips of an image
/// that is one tile wide, since ImageSharp 2.1 reads no tiles.
/// </summary>
internal static class TiffRewriting
{
    private const int HeaderLength = 8, EntryLength = 12, Short = 3, Long = 4;

    /// <summary>The bytes of the new file, in the byte order of the old one.</summary>
    /// <param name="content">The old file.</param>
    /// <param name="tiff">Its directory.</param>
    /// <param name="blocks">Start and length of its strips or tiles.</param>
    /// <param name="compression">The new number of the compression; the data are copied.</param>
    public static byte[] Write(ArraySegment<byte> content, TiffDirectory tiff, (int Start, int Length)[] blocks, int compression)
    {
        var rows = tiff.IsTiled ? tiff.BlockRows * tiff.BlocksAcross * tiff.BlocksDown : tiff.Rows;
        SortedDictionary<int, (int Type, int[] Values)> tags = new()
        {
            [256] = (Long, [tiff.BlockColumns]),
            [257] = (Long, [rows]),
            [258] = (Short, [.. Enumerable.Repeat(tiff.BitsPerSample, tiff.Channels)]),
            [259] = (Short, [compression]),
            [262] = (Short, [tiff.Photometric]),
            [273] = (Long, new int[blocks.Length]),
            [277] = (Short, [tiff.Channels]),
            [278] = (Long, [tiff.BlockRows]),
            [279] = (Long, [.. blocks.Select(block => block.Length)]),
            [284] = (Short, [tiff.IsPlanar ? 2 : 1]),
            [317] = (Short, [tiff.Predictor]),
        };
        if (tiff.Channels == 4)
        {
            tags[338] = (Short, [2]);
        }
        var start = HeaderLength + DirectoryLength(tags);
        for (var i = 0; i < blocks.Length; i++)
        {
            tags[273].Values[i] = start;
            start = checked(start + blocks[i].Length);
        }
        var file = new byte[start];
        WriteDirectory(file, tags, tiff.IsLittleEndian);
        for (var i = 0; i < blocks.Length; i++)
        {
            content.AsSpan(blocks[i].Start, blocks[i].Length).CopyTo(file.AsSpan(tags[273].Values[i]));
        }
        return file;
    }

    private static int DirectoryLength(SortedDictionary<int, (int Type, int[] Values)> tags) =>
        2 + tags.Count * EntryLength + 4 + tags.Values.Sum(tag => Length(tag) > 4 ? Length(tag) : 0);

    private static int Length((int Type, int[] Values) tag) => tag.Values.Length * (tag.Type == Short ? 2 : 4);

    private static void WriteDirectory(Span<byte> file, SortedDictionary<int, (int Type, int[] Values)> tags, bool isLittleEndian)
    {
        (isLittleEndian ? "II*\0"u8 : "MM\0*"u8).CopyTo(file);
        Put(file[4..], Long, HeaderLength, isLittleEndian);
        Put(file[HeaderLength..], Short, tags.Count, isLittleEndian);
        var (entry, far) = (HeaderLength + 2, HeaderLength + 2 + tags.Count * EntryLength + 4);
        foreach (var (number, tag) in tags)
        {
            Put(file[entry..], Short, number, isLittleEndian);
            Put(file[(entry + 2)..], Short, tag.Type, isLittleEndian);
            Put(file[(entry + 4)..], Long, tag.Values.Length, isLittleEndian);
            var at = entry + 8;
            if (Length(tag) > 4)
            {
                Put(file[at..], Long, far, isLittleEndian);
                (at, far) = (far, far + Length(tag));
            }
            foreach (var value in tag.Values)
            {
                Put(file[at..], tag.Type, value, isLittleEndian);
                at += tag.Type == Short ? 2 : 4;
            }
            entry += EntryLength;
        }
    }

    private static void Put(Span<byte> target, int type, int value, bool isLittleEndian)
    {
        switch (type, isLittleEndian)
        {
            case (Short, true):
                BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value);
                break;
            case (Short, false):
                BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)value);
                break;
            case (_, true):
                BinaryPrimitives.WriteInt32LittleEndian(target, value);
                break;
            default:
                BinaryPrimitives.WriteInt32BigEndian(target, value);
                break;
        }
    }
}
