using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>The place of a GIF's first frame on its canvas, and the colour around it.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Surrounding">
/// The first colour of the frame's palette (red, green, blue), which Pillow shows around the frame; null where the frame has a
/// transparent colour, and what is around it is transparent too.
/// </param>
/// <param name="DataStart">Where in the file the frame's pixels begin, with the width of their codes.</param>
internal sealed record GifFrame(int Left, int Top, int Width, int Height, byte[]? Surrounding, int DataStart)
{
    private const byte Extension = 0x21, Image = 0x2C, GraphicControl = 0xF9;

    /// <summary>Reads the blocks before the first frame (GIF89a specification); null where there is none.</summary>
    /// <param name="content">The whole file.</param>
    public static GifFrame? Read(ReadOnlySpan<byte> content)
    {
        if (content.Length < 13)
        {
            return null;
        }
        var palette = Palette(content[13..], content[10]);
        var isTransparent = false;
        var rest = content[(13 + palette.Length)..];
        while (rest.Length > 2 && rest[0] == Extension)
        {
            isTransparent |= rest[1] == GraphicControl && rest.Length > 3 && (rest[3] & 1) == 1;
            rest = rest[2..];
            while (!rest.IsEmpty && rest[0] > 0 && rest[0] < rest.Length)
            {
                rest = rest[(1 + rest[0])..];
            }
            rest = rest.IsEmpty ? rest : rest[1..];
        }
        if (rest.Length < 10 || rest[0] != Image)
        {
            return null;
        }
        var own = Palette(rest[10..], rest[9]);
        palette = own.IsEmpty ? palette : own;
        var dataStart = content.Length - rest.Length + 10 + own.Length;
        int At(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[index..]);
        return new(At(rest, 1), At(rest, 3), At(rest, 5), At(rest, 7),
            isTransparent || palette.IsEmpty ? null : palette[..3].ToArray(), dataStart);
    }

    /// <summary>Gives the pixels around the frame its surrounding colour.</summary>
    /// <param name="rgba">4 × width × height bytes.</param>
    /// <param name="width">Columns of the canvas.</param>
    public void Surround(Span<byte> rgba, int width)
    {
        for (var pixel = 0; Surrounding is not null && 4 * pixel < rgba.Length; pixel++)
        {
            var (x, y) = (pixel % width - Left, pixel / width - Top);
            if (x < 0 || x >= Width || y < 0 || y >= Height)
            {
                Surrounding.CopyTo(rgba[(4 * pixel)..]);
                rgba[4 * pixel + 3] = byte.MaxValue;
            }
        }
    }

    private static ReadOnlySpan<byte> Palette(ReadOnlySpan<byte> rest, byte flags)
    {
        var length = (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
        return length <= rest.Length ? rest[..length] : [];
    }
}
