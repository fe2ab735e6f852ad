using System.Security.Cryptography;
using System.Text;

namespace Telltale.Runtime;

/// <summary>
/// A SHA-256 over a whole file, written into the file itself: a mark, 64 hexadecimal digits that count as zeros, and an end. It works in
/// every format that has room for a text: safetensors and Parquet both have metadata.
/// </summary>
/// <remarks>It finds accidents and careless edits; whoever knows the format can compute it.</remarks>
internal static class ContentDigest
{
    private const int Digits = 64;
    private const int ChunkBytes = 1 << 20;
    private const byte Blank = (byte)'0';
    private const string Start = "telltale-sha256:";
    private const string End = ":telltale"; // the digits lie between, so that no accident to one block hides both

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(Start);

    /// <summary>What the writer of a file puts where the digest belongs. If a file contains it several times, the last counts.</summary>
    public static string Placeholder { get; } = Start + new string((char)Blank, Digits) + End;

    /// <summary>True for a text with a digest, or with what is left of one after an accident.</summary>
    public static bool IsIn(string text) =>
        text.Contains(Start, StringComparison.Ordinal) || text.Contains(End, StringComparison.Ordinal);

    /// <summary>Replaces the placeholder in a file that is otherwise complete.</summary>
    /// <param name="file">Can seek, read and write; at least as long as what was written.</param>
    public static void Seal(Stream file)
    {
        var at = Find(file) ?? throw new InvalidOperationException("The file has no placeholder for its digest.");
        var digest = Of(file, at);
        file.Position = at;
        file.Write(Encoding.ASCII.GetBytes(digest));
    }

    /// <summary>Refuses a file whose content is not that of its digest.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="file">Can seek and read; afterwards at its start.</param>
    /// <param name="cure">What to do about a changed file.</param>
    /// <exception cref="UnusableFileException">It has no digest, or another.</exception>
    public static void Check(string path, Stream file, string cure)
    {
        if (Find(file) is not { } at)
        {
            throw new UnusableFileException(
                path, "It has no digest: it is corrupt, another program wrote it, or a version of this kit that wrote none.", cure);
        }
        var recorded = new byte[Digits];
        file.Position = at;
        file.ReadExactly(recorded);
        if (!Encoding.ASCII.GetBytes(Of(file, at)).AsSpan().SequenceEqual(recorded))
        {
            throw new UnusableFileException(
                path, "It was changed or cut off after it was written: its content does not match the digest in it.", cure);
        }
        file.Position = 0;
    }

    /// <summary>The position of the digits behind the last mark; null without a mark and room for them.</summary>
    private static long? Find(Stream file)
    {
        var chunk = new byte[ChunkBytes + Mark.Length];
        // Backwards, since formats keep metadata at one of their ends and the last mark counts; chunks overlap by the length of a mark.
        for (var start = Math.Max(0, file.Length - ChunkBytes); ; start = Math.Max(0, start - ChunkBytes))
        {
            file.Position = start;
            var count = file.ReadAtLeast(chunk, (int)Math.Min(chunk.Length, file.Length - start), throwOnEndOfStream: false);
            var at = chunk.AsSpan(0, count).LastIndexOf(Mark);
            if (at >= 0)
            {
                return start + at + Mark.Length + Digits <= file.Length ? start + at + Mark.Length : null;
            }
            if (start == 0)
            {
                return null;
            }
        }
    }

    private static string Of(Stream file, long digits)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[ChunkBytes];
        var position = 0L;
        file.Position = 0;
        while (file.Read(chunk) is var count and > 0)
        {
            var (from, to) = (Math.Clamp(digits - position, 0, count), Math.Clamp(digits + Digits - position, 0, count));
            chunk.AsSpan((int)from, (int)(to - from)).Fill(Blank);
            hash.AppendData(chunk, 0, count);
            position += count;
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
