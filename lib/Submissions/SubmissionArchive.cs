using System.IO.Compression;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>Zip archives with the same bytes for the same content, and bounded reading of archives that others made.</summary>
internal static class SubmissionArchive
{
    private static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Adds a file to an archive.</summary>
    public static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = Date;
        using var stream = entry.Open();
        stream.Write(content);
    }

    /// <summary>Writes an archive atomically.</summary>
    public static void Write(string path, Action<ZipArchive> fill) => AtomicFile.Write(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        fill(archive);
    });

    /// <summary>The content of an entry, whatever length its header states.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <exception cref="InvalidDataException">It is larger, or corrupt.</exception>
    public static byte[] Read(ZipArchiveEntry entry, long limit)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int length; (length = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, length);
            if (content.Length > limit)
            {
                throw new InvalidDataException($"it has more than {limit.Invariant("N0")} bytes");
            }
        }
        return content.ToArray();
    }
}
