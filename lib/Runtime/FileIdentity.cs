using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Telltale.Runtime;

/// <summary>
/// What a path leads to: two paths with the same identity are one file or one folder, whether through symbolic links, hard links or
/// bind mounts. Device and inode where the system has them, else the path with all links resolved.
/// </summary>
/// <param name="Key">Equal for paths that lead to the same file or folder.</param>
/// <param name="Length">Bytes of a file; 0 for a folder.</param>
internal readonly partial record struct FileIdentity(string Key, long Length)
{
    private const int WorkingFolder = -100, BasicFields = 0x7ff;

    // Offsets in struct statx, which is the same on all architectures (man 2 statx).
    private const int StructLength = 256, Inode = 32, Size = 40, DeviceMajor = 136, DeviceMinor = 140;

    private static readonly bool HasStatx =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "statx", out _);

    /// <summary>The identity of what a path leads to; null where it leads to nothing.</summary>
    public static FileIdentity? Of(string path) => HasStatx && Native(path) is { } native ? native : Resolved(path);

    private static FileIdentity? Native(string path)
    {
        var fields = new byte[StructLength];
        if (Statx(WorkingFolder, path, 0, BasicFields, fields) != 0)
        {
            return null;
        }
        ulong At(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(fields.AsSpan(offset));
        uint Part(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(fields.AsSpan(offset));
        return new($"{Part(DeviceMajor)}:{Part(DeviceMinor)}:{At(Inode)}", (long)At(Size));
    }

    private static FileIdentity? Resolved(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            FileSystemInfo entry = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
            var target = entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry;
            // A folder above may be a link, too.
            var above = Path.GetDirectoryName(target.FullName);
            var key = above is null ? target.FullName : Path.Combine(Resolved(above)?.Key ?? above, target.Name);
            return !target.Exists ? null : new(key, target is FileInfo file ? file.Length : 0);
        }
        catch (IOException)
        {
            return null; // links in a circle
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] fields);
}
