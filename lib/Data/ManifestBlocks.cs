using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// A manifest of any length, read in blocks of consecutive rows, with memory that does not grow with the number of rows. For manifests
/// that fit in memory, see <see cref="Manifest.Read"/>.
/// </summary>
internal sealed class ManifestBlocks
{
    private ManifestBlocks(string path, int rows, string digest) => (Path, Rows, Digest) = (path, rows, digest);

    /// <summary>Absolute path of the manifest.</summary>
    public string Path { get; }

    /// <summary>Rows below the header, at least 1.</summary>
    public int Rows { get; }

    /// <summary>32 hexadecimal digits of the SHA-256 of the file.</summary>
    public string Digest { get; }

    /// <summary>
    /// Checks the whole manifest, so that an error in its last row is reported before hours of work. Images are not opened.
    /// </summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="progress">Reported to every 10,000 rows; null for none.</param>
    /// <param name="bytesAtOnce">In a longer manifest, duplicate paths are searched for in several scans, to bound memory.</param>
    /// <param name="cancellation">Cancels between two rows.</param>
    /// <exception cref="ManifestException">As for <see cref="Manifest.Read"/>, or there are no rows.</exception>
    public static ManifestBlocks Open(
        string path, IProgress<WorkProgress>? progress = null, long bytesAtOnce = 64L << 20, CancellationToken cancellation = default)
    {
        var manifest = System.IO.Path.GetFullPath(path);
        var (rows, passes) = (0, 1 + (File.Exists(manifest) ? new FileInfo(manifest).Length / bytesAtOnce : 0));
        for (var pass = 0; pass < passes; pass++)
        {
            rows = Check(manifest, hash => hash % (ulong)passes == (ulong)pass, progress, cancellation);
        }
        using var content = File.OpenRead(manifest);
        return rows > 0
            ? new(manifest, rows, Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16)))
            : throw Manifest.NoRows(manifest);
    }

    /// <summary>The wanted blocks, in order. Which block a row belongs to depends on the size alone.</summary>
    /// <param name="size">Rows per block; the last block may be smaller.</param>
    /// <param name="wanted">Numbers of blocks, from 0.</param>
    public IEnumerable<(int Number, IReadOnlyList<ImageRecord> Records)> Read(int size, IReadOnlySet<int> wanted)
    {
        var records = new List<ImageRecord>(size);
        foreach (var (index, row) in ManifestTable.Rows(Path, Manifest.Needed, Manifest.Columns).Index())
        {
            if (wanted.Contains(index / size))
            {
                records.Add(row.ToRecord());
                if (records.Count == size || index == Rows - 1)
                {
                    yield return (index / size, [.. records]);
                    records.Clear();
                }
            }
        }
    }

    private static int Check(
        string manifest, Func<UInt128, bool> isOfThisPass, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (started, rows, lines) = (Stopwatch.GetTimestamp(), 0, new Dictionary<UInt128, int>());
        foreach (var row in ManifestTable.Rows(manifest, Manifest.Needed, Manifest.Columns))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = row.ToRecord().Path;
            var hash = MemoryMarshal.Read<UInt128>(SHA256.HashData(MemoryMarshal.AsBytes(path.AsSpan())));
            if (isOfThisPass(hash) && !lines.TryAdd(hash, row.Line))
            {
                throw row.Error($"'{path}' is already on line {lines[hash]}", "Remove one of the lines.");
            }
            if (++rows % 10_000 == 0)
            {
                progress?.Report(new("check manifest", rows, 0, Stopwatch.GetElapsedTime(started), "rows"));
            }
        }
        return rows;
    }
}
