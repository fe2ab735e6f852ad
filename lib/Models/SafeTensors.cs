using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Reads and writes safetensors, the open format for weights that holds numbers and text only: no code is ever executed from
/// a file. Format: https://github.com/huggingface/safetensors. Open a file to read it; dispose it to close it.
/// </summary>
public sealed class SafeTensors : IDisposable
{
    private readonly FileStream file;
    private readonly Dictionary<string, SafeTensorsEntry> entries;

    private SafeTensors(string path, FileStream file)
    {
        this.file = file;
        FilePath = path;
        var header = SafeTensorsHeader.Read(path, file);
        entries = header.Entries.ToDictionary(entry => entry.Name);
        Metadata = header.Metadata;
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The tensors by name: type, shape and place.</summary>
    public IReadOnlyDictionary<string, SafeTensorsEntry> Entries => entries;

    /// <summary>Free text by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header against its length; reads no tensor yet.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file; the caller disposes it.</returns>
    /// <exception cref="SafeTensorsException">The file is not valid; the message names it and says why.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafeTensors Open(string path)
    {
        var file = File.OpenRead(path);
        try
        {
            return new(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads one tensor, straight into its memory.</summary>
    /// <param name="name">Its key.</param>
    /// <returns>A new tensor on the CPU with the file's type and shape; the caller disposes it.</returns>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    /// <exception cref="NotSupportedException">The tensor is larger than 2 GiB.</exception>
    public Tensor Read(string name)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            throw new KeyNotFoundException($"'{FilePath}' has no tensor '{name}'.");
        }
        RequireOneSpan(name, entry.Length);
        var tensor = empty([.. entry.Shape], dtype: entry.Type, device: CPU);
        file.Position = entry.Offset;
        file.ReadExactly(tensor.bytes);
        return tensor;
    }

    /// <summary>Reads all tensors.</summary>
    /// <returns>New tensors on the CPU by name; the caller disposes them.</returns>
    /// <exception cref="NotSupportedException">A tensor is larger than 2 GiB.</exception>
    public Dictionary<string, Tensor> ReadAll() => entries.Keys.ToDictionary(name => name, Read);

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    /// <summary>Writes tensors to a file, whole or not at all. The same tensors and text give the same bytes.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="tensors">Tensors by name, on any device; left as they are.</param>
    /// <param name="metadata">Free text by name; null for none.</param>
    /// <exception cref="NotSupportedException">A tensor is complex or larger than 2 GiB; nothing was written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes tensors to a stream. The same tensors and text give the same bytes.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="tensors">Tensors by name, on any device; left as they are.</param>
    /// <param name="metadata">Free text by name; null for none.</param>
    /// <exception cref="NotSupportedException">A tensor is complex or larger than 2 GiB.</exception>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        // Large elements first: every tensor lies aligned. Then by name: the order of a dictionary is not part of its content.
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
