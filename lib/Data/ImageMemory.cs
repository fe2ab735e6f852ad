using System.Collections.Concurrent;

namespace Telltale.Data;

/// <summary>
/// Keeps decoded images between epochs up to a number of bytes; beyond it, images are decoded anew each time.
/// Decoding is deterministic, so keeping changes the speed and nothing else. Safe from several threads at once.
/// </summary>
/// <param name="capacity">Most bytes of pixels kept.</param>
public sealed class ImageMemory(long capacity)
{
    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private long used;

    private sealed record Kept(RgbImage Image, long Length, DateTime Changed);

    /// <summary>The memory that datasets share unless told otherwise: 512 MiB.</summary>
    public static ImageMemory Shared { get; } = new(512L << 20);

    /// <summary>The decoded image; decoded again when the file has changed since it was kept.</summary>
    /// <param name="path">An image file.</param>
    /// <returns>An image that others may hold too: transforms return new images and never write into their input.</returns>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    public RgbImage Read(string path)
    {
        var file = new FileInfo(path);
        if (kept.TryGetValue(path, out var known) && file.Exists && known.Length == file.Length && known.Changed == file.LastWriteTimeUtc)
        {
            return known.Image;
        }
        var image = ImageCodec.Read(path);
        if (known is null && Interlocked.Add(ref used, image.Pixels.Length) <= capacity)
        {
            kept.TryAdd(path, new(image, file.Length, file.LastWriteTimeUtc));
        }
        return image;
    }
}
