using System.Collections.Concurrent;
using Telltale.Data.Transforms;

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

    private sealed record Kept(object Content, FileState[] Files);

    private sealed record Pair(RgbImage Image, Mask Mask);

    private readonly record struct FileState(bool Exists, long Length, DateTime Changed)
    {
        public static FileState Of(string path) =>
            new FileInfo(path) is { Exists: true } file ? new(true, file.Length, file.LastWriteTimeUtc) : default;
    }

    /// <summary>The cache that datasets share by default: 512 MiB.</summary>
    public static ImageCache Shared { get; } = new(512L << 20);

    /// <summary>An image after fixed steps; decoded again when the file has changed.</summary>
    /// <param name="path">An image file.</param>
    /// <param name="steps">Applied to the decoded image; null for the image as decoded.</param>
    /// <returns>An image that may be shared: do not write to it.</returns>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    internal RgbImage Read(string path, FixedSteps? steps = null) =>
        Remembered(KeyOf(path, steps), [path], () => Prepared(path, steps), image => image.Pixels.Length);

    /// <summary>
    /// Returns the pixels of an image from <see cref="Read"/> to the pool, unless the image is in the cache. Only for its sole user.
    /// </summary>
    internal void Release(string path, RgbImage image, FixedSteps? steps = null)
    {
        if (!kept.TryGetValue(KeyOf(path, steps), out var known) || known.Content != image)
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
        return record.MaskPath is { } path
            ? Remembered((record, width, height, options), [path], Read, mask => mask.Pixels.Length) : Read();
    }

    /// <summary>An image and its mask after fixed steps; both are read again when a file has changed.</summary>
    /// <param name="record">The image.</param>
    /// <param name="options">What the levels of mask files mean.</param>
    /// <param name="steps">At least one step.</param>
    /// <returns>Both may be shared: do not write to them.</returns>
    /// <exception cref="ImageFileException">Image or mask cannot be read; the message names the file.</exception>
    internal (RgbImage Image, Mask Mask) ReadPair(ImageRecord record, MaskOptions options, FixedSteps steps)
    {
        ArgumentNullException.ThrowIfNull(record);
        string[] files = record.MaskPath is { } mask ? [record.Path, mask] : [record.Path];
        var pair = Remembered(
            (record, options, steps.ToString()), files, () => Prepared(record, options, steps),
            pair => pair.Image.Pixels.Length + pair.Mask.Pixels.Length);
        return (pair.Image, pair.Mask);
    }

    private static (string, string?) KeyOf(string path, FixedSteps? steps) =>
        (path, steps is { IsEmpty: false } ? steps.ToString() : null);

    private static RgbImage Prepared(string path, FixedSteps? steps)
    {
        var decoded = ImageCodec.Read(path);
        var prepared = steps?.Apply(decoded) ?? decoded;
        decoded.ReturnUnlessIn(prepared);
        return prepared;
    }

    private static Pair Prepared(ImageRecord record, MaskOptions options, FixedSteps steps)
    {
        var decoded = ImageCodec.Read(record.Path);
        var (image, mask) = steps.Apply(decoded, MaskReading.Read(record, decoded.Width, decoded.Height, options));
        decoded.ReturnUnlessIn(image);
        return new(image, mask);
    }

    private T Remembered<T>(object key, string[] files, Func<T> read, Func<T, long> length) where T : class
    {
        var states = Array.ConvertAll(files, FileState.Of);
        if (kept.TryGetValue(key, out var known) && states.All(state => state.Exists) && known.Files.AsSpan().SequenceEqual(states))
        {
            return (T)known.Content;
        }
        var content = read();
        if (known is null && states.All(state => state.Exists))
        {
            Keep(key, new(content, states), length(content));
        }
        return content;
    }

    // Two threads may have read the same file; one of them keeps it.
    private void Keep(object key, Kept content, long length)
    {
        if (Interlocked.Add(ref used, length) > capacity || !kept.TryAdd(key, content))
        {
            Interlocked.Add(ref used, -length);
        }
    }
}
