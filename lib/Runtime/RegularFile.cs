#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>Opens files that must be regular: opening a pipe waits for a writer, and a device has no end.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file for reading; the caller disposes it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnusableFileException">It is a directory, pipe, socket or device, or may not be read.</exception>
    public static FileStream Open(string path)
    {
        Require(path);
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new UnusableFileException(path, "This user may not read it.", "Change its permissions.", cause);
        }
    }

    /// <summary>The whole content of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnusableFileException">As for <see cref="Open"/>, or it is larger.</exception>
    public static byte[] ReadAllBytes(string path, long limit)
    {
        using var file = Open(path);
        if (file.Length > limit)
        {
            throw new UnusableFileException(path, $"It has {file.Length} bytes; the limit is {limit}.", "Check that it is the right file.");
        }
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Refuses what is no regular file; links are followed.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnusableFileException">It is a directory, pipe, socket or device.</exception>
    public static void Require(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var status = FileStatus.Of(path) ?? throw new FileNotFoundException($"'{path}' does not exist. Check the path.", path);
        if (status.Kind is { } kind)
        {
            throw new UnusableFileException(path, $"This is {kind}, not a regular file.", "Name a regular file.");
        }
    }
}
