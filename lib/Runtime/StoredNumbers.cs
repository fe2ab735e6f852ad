using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Telltale.Runtime;

/// <summary>Numbers that took long to compute, in a file of the cache with a digest.</summary>
internal static class StoredNumbers
{
    /// <summary>The file for numbers of one origin.</summary>
    /// <param name="kind">The folder in the cache, for example <c>logits</c>.</param>
    /// <param name="origin">All that determines the numbers.</param>
    public static string FileOf(string kind, string origin)
    {
        var file = CacheFolder.In(kind, $"{TextDigest.Of(origin)}.bin");
        SweptFolders.Sweep(Path.GetDirectoryName(file)!);
        return file;
    }

    /// <summary>The numbers of an earlier call; null for none, and for a file of another length.</summary>
    /// <param name="file">From <see cref="FileOf"/>.</param>
    /// <param name="count">How many there must be.</param>
    /// <exception cref="UnusableFileException">The file was changed.</exception>
    public static T[]? Read<T>(string file, int count)
        where T : unmanaged => ReplacedFile.Read(() =>
    {
        var bytes = (long)count * Unsafe.SizeOf<T>();
        if (!File.Exists(file) || new FileInfo(file).Length != bytes + ContentDigest.Placeholder.Length)
        {
            return null;
        }
        using var stream = RegularFile.Open(file);
        ContentDigest.Check(file, stream, "Delete it; the images are then scored again.");
        var numbers = new T[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    });

    /// <summary>Stores numbers for <see cref="Read"/>.</summary>
    /// <param name="file">From <see cref="FileOf"/>.</param>
    /// <param name="numbers">The numbers.</param>
    public static void Write<T>(string file, T[] numbers)
        where T : unmanaged => AtomicFile.WriteSealed(file, stream =>
    {
        stream.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        stream.Write(Encoding.ASCII.GetBytes(ContentDigest.Placeholder));
    });
}
