using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Telltale.Runtime;

/// <summary>Identifies the model, the files and the version a result was computed with, so that cached results never mix.</summary>
internal static class Fingerprint
{
    /// <summary>This build of the library and its libtorch.</summary>
    public static string Library
    {
        get
        {
            var library = typeof(Fingerprint).Assembly;
            return $"Telltale {library.GetName().Version} {library.ManifestModule.ModuleVersionId:N}, libtorch {LibTorch.Load().Version}";
        }
    }

    /// <summary>A file's length and the time of its last change; "missing" where there is none.</summary>
    public static string OfFile(string path) => new FileInfo(path) is { Exists: true } file
        ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")
        : "missing";

    /// <summary>32 hexadecimal digits; equal for modules with equal parameters and buffers (names, dtypes, shapes, values).</summary>
    public static string Of(nn.Module model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var scope = NewDisposeScope();
        foreach (var (name, value) in model.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {value.dtype} {string.Join('x', value.shape)}\n"));
            hash.AppendData(value.cpu().contiguous().bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
