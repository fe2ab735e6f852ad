using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Reads and writes safetensors, an open format for weights that stores tensors and text only, so that reading a file never executes
/// code. Format: https://github.com/huggingface/safetensors.
/// </summary>
/// <example><code>
/// using var network = new DenseNet(DenseNetOptions.DenseNetSmall, seed: 17);
/// SafeTensors.Write("small.safetensors", network.state_dict());
/// using var content = SafeTensors.Read("small.safetensors");
/// Console.WriteLine(content.Tensors["features.conv0.weight"].shape[0]); // 24
/// </code></example>
public static class SafeTensors
{
    private const string DigestKey = "telltale_digest";
    private const string Cure = "Copy or download it again, or write it again if the change was meant.";

    /// <summary>Reads a file. The header is validated against the length of the file before memory is allocated.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors on the CPU with the file's dtypes and shapes, and its metadata; the caller disposes it.</returns>
    /// <exception cref="SafeTensorsException">The file is not valid; the message names it and says why.</exception>
    /// <exception cref="UnusableFileException">
    /// It was changed after this kit wrote it; or it is a directory, pipe, socket or device, or may not be read.
    /// </exception>
    /// <exception cref="NotSupportedException">A tensor is larger than 2 GiB.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafeTensorsContent Read(string path)
    {
        using var file = RegularFile.Open(path);
        // Of the digest's key, its start and its end, one at least survives any small accident.
        if (SafeTensorsHeader.Read(path, file).Metadata.Any(text => text.Key == DigestKey || ContentDigest.IsIn(text.Value)))
        {
            ContentDigest.Check(path, file, Cure);
        }
        file.Position = 0;
        return Read(path, file);
    }

    /// <summary>Reads an open file, as <see cref="Read(string)"/> does, without looking for a digest.</summary>
    /// <param name="path">For error messages.</param>
    /// <param name="file">At its start; stays open.</param>
    internal static SafeTensorsContent Read(string path, FileStream file)
    {
        var header = SafeTensorsHeader.Read(path, file);
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var entry in header.Entries)
        {
            RequireOneSpan(entry.Name, entry.Length);
            var tensor = empty([.. entry.Shape], dtype: entry.Type, device: CPU);
            file.ReadExactly(tensor.bytes);
            tensors.Add(entry.Name, tensor);
        }
        foreach (var tensor in tensors.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }
        return new(tensors, header.Metadata.Where(text => text.Key != DigestKey).ToDictionary());
    }

    /// <summary>
    /// Writes tensors to a file atomically, with a digest of its content in the metadata, which is checked when the file is read. The same
    /// tensors and metadata give the same bytes.
    /// </summary>
    /// <param name="path">The file; its folder is created if missing.</param>
    /// <param name="tensors">Tensors by name, on any device; unchanged.</param>
    /// <param name="metadata">Free text by name; null for none.</param>
    /// <exception cref="NotSupportedException">A tensor is complex or larger than 2 GiB; nothing was written.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.WriteSealed(path, stream => Write(stream, tensors, new Dictionary<string, string>(metadata?.ToDictionary() ?? [])
        {
            [DigestKey] = ContentDigest.Placeholder,
        }));

    /// <summary>Writes tensors to a stream, without a digest. The same tensors and metadata give the same bytes.</summary>
    /// <param name="stream">The stream; stays open.</param>
    /// <param name="tensors">Tensors by name, on any device; unchanged.</param>
    /// <param name="metadata">Free text by name; null for none.</param>
    /// <exception cref="NotSupportedException">A tensor is complex or larger than 2 GiB.</exception>
    public static void Write(
        Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        // Large elements first, so that every tensor is aligned; then by name, since the order of a dictionary is not part of its content.
        var ordered = tensors.OrderByDescending(pair => pair.Value.ElementSize).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        stream.Write(SafeTensorsHeader.Write(ordered, metadata ?? new Dictionary<string, string>()));
        foreach (var (name, tensor) in ordered)
        {
            RequireOneSpan(name, tensor.NumberOfElements * tensor.ElementSize);
            using var scope = NewDisposeScope();
            stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    private static void RequireOneSpan(string name, long bytes)
    {
        if (bytes > int.MaxValue)
        {
            throw new NotSupportedException($"Tensor '{name}' has {bytes} bytes; more than 2 GiB in one tensor is not supported.");
        }
    }
}

/// <summary>The content of a safetensors file. Disposing it disposes its tensors.</summary>
/// <param name="Tensors">Tensors on the CPU by name.</param>
/// <param name="Metadata">Free text by name.</param>
public sealed record SafeTensorsContent(
    IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) : IDisposable
{
    /// <summary>Disposes the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
