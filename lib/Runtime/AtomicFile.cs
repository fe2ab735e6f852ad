namespace Telltale.Runtime;

/// <summary>Writes files atomically: a file is written completely or not at all.</summary>
/// <example><code>
/// AtomicFile.WriteText("report.md", "# Report");
/// AtomicFile.Write("values.bin", stream => stream.Write([1, 2, 3]));
/// </code></example>
public static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder, flushes it to disk and renames it to the target.</summary>
    /// <param name="path">The file to write; its folder is created if missing.</param>
    /// <param name="write">Writes the content. If it throws, the target is unchanged and no temporary file remains.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(target)!).FullName;
        SweptFolders.Sweep(folder);
        // The dot hides a file left by a killed process from tools that read whole folders.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}{TemporaryName.NewEnding()}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>As <see cref="Write"/>, and fills in the digest of the content.</summary>
    /// <param name="path">The file to write; its folder is created if missing.</param>
    /// <param name="write">Writes the content, with <see cref="ContentDigest.Placeholder"/> where the digest belongs.</param>
    internal static void WriteSealed(string path, Action<Stream> write) => Write(path, stream =>
    {
        write(stream);
        ContentDigest.Seal(stream);
        stream.Flush();
    });

    /// <summary>Writes text atomically as UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The file to write; its folder is created if missing.</param>
    /// <param name="text">The content.</param>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
