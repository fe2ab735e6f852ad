namespace Telltale.Data;

/// <summary>Opens image files and explains why one cannot be opened.</summary>
internal static class ImageFile
{
    /// <summary>The file, opened for reading; the caller disposes it.</summary>
    /// <exception cref="ImageFileException">Missing, a directory, a dangling link, unreadable, empty, or over 2 GB.</exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RefuseWhatIsNoFile(path);
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var problem = stream.Length switch
            {
                0 => "The file is empty (0 bytes).",
                > int.MaxValue => $"The file has {stream.Length:N0} bytes; no image is read beyond 2 GB.",
                _ => null,
            };
            if (problem is null)
            {
                return stream;
            }
            stream.Dispose();
            throw new ImageFileException(path, problem, "Copy or download it again, or take it out of the collection.");
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or (IOException and not ImageFileException))
        {
            throw new ImageFileException(path, "The file cannot be opened: " + cause.Message, "Check its permissions and the disk.", cause);
        }
    }

    private static void RefuseWhatIsNoFile(string path)
    {
        if (File.Exists(path))
        {
            // On Unix a link counts as existing even where it leads nowhere.
            if (new FileInfo(path) is { LinkTarget: { } target } file && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            {
                throw new ImageFileException(path, $"This is a link to {target}, which does not exist.", "Restore the target or remove the link.");
            }
            return;
        }
        throw Directory.Exists(path)
            ? new ImageFileException(path, "This is a directory, not an image file.", "Name the images inside it, or rename the directory.")
            : new ImageFileException(path, "There is no such file.", "Check the path; relative paths start in " + Environment.CurrentDirectory + ".");
    }
}
