namespace Telltale.Runtime;

/// <summary>Writes files whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside the target under a temporary name, flushes to disk, then renames over the target.</summary>
    /// <param name="path">The file to write; its folder is made when missing.</param>
    /// <param name="write">Writes the content. When it throws, the target stays as it was and nothing is left behind.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(target)!).FullName;
        // The dot hides what a killed process leaves behind from tools that read whole folders.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
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

    /// <summary>Writes text as UTF-8 without a byte-order mark, whole or not at all.</summary>
    /// <param name="path">The file to write; its folder is made when missing.</param>
    /// <param name="text">The content.</param>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
