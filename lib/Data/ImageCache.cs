using System.Collections.Concurrent;

namespace Telltale.Data;

/// <summary>
/// Caches decoded images and masks between epochs, up to a number of bytes; the others are decoded each time. Decoding is
/// deterministic, so the cache affects speed only. Thread-safe.
/// </summary>
/// <param name="capacity">Largest number of bytes of pixels in the cache.</param>
public sealed class ImageCache(long capacity)
{
    private readonly ConcurrentDictionary<object, Kept> kept = new();
    private long used;

    private sealed record Kept(object Content, long Length, DateTime Changed);

    /// <summary>The cache that datasets share by default: 512 MiB.</summary>
    public static ImageCache Shared { get; } = new(512L << 20);

    /// <summary>The decoded image; decoded again when the file has changed.</summary>
    /// <param name="path">An image file.</param>
    /// <returns>An image that may be shared: do not write to it.</returns>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    internal RgbImage Read(string path) => Remembered(path, path, () => ImageCodec.Read(path), image => image.Pixels);

    /// <summary>
    /// Returns the pixels of an image from <see cref="Read"/> to the pool, unless the image is in the cache. Only for its sole user.
    /// </summary>
    internal void Release(string path, RgbImage image)
    {
        if (!kept.TryGetValue(path, out var known) || known.Content != image)
        {
            PixelPool.Return(image.Pixels);
        }
    }

    /// <summary>The mask of an image as <see cref="MaskReading"/> reads it; read again when its file has changed.</summary>
    /// <param name="record">The image.</param>
    /// <param name="width">Columns of the image as decoded.</param>
    /// <param name="height">Rows of the image as decoded.</param>
    /// <param name="options">What the levels of mask files mean.</param>
    /// <exception cref="ImageFileException">The mask is invalid for this image; the message names both files.</exception>
    internal Mask ReadMask(ImageRecord record, int width, int height, MaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(record);
        Mask Read() => MaskReading.Read(record, width, height, options);
        return record.MaskPath is { } path ? Remembered((record, width, height, options), path, Read, mask => mask.Pixels) : Read();
    }

    private T Remembered<T>(object key, string path, Func<T> read, Func<T, byte[]> pixels) where T : class
    {
        var file = new FileInfo(path);
        if (kept.TryGetValue(key, out var known) && file.Exists && known.Length == file.Length && known.Changed == file.LastWriteTimeUtc)
        {
            return (T)known.Content;
        }
        var content = read();
        if (known is null && Interlocked.Add(ref used, pixels(content).Length) <= capacity)
        {
            kept.TryAdd(key, new(content, file.Length, file.LastWriteTimeUtc));
        }
        return content;
    }
}
