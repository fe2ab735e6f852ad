using System.Security.Cryptography;
using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Images that are one file (through links) or have the same bytes.</summary>
internal static class RepeatedImages
{
    // Read first, from the middle: headers and margins are the same in many images.
    private const int Block = 4096;

    /// <summary>The sets of records with the same content, each with at least two records. Files that do not exist are unique.</summary>
    public static IReadOnlyList<IReadOnlyList<ImageRecord>> In(IReadOnlyList<ImageRecord> records)
    {
        var known = records.AsParallel().AsOrdered().Select(record => (Record: record, Identity: FileIdentity.Of(record.Path)))
            .Where(file => file.Identity is { Length: > 0 }).ToList();
        return
        [
            .. known.GroupBy(file => file.Identity!.Value.Length).Where(files => files.Count() > 1)
                .SelectMany(files => Split(files, file => Digest(file.Record.Path, Block)))
                .SelectMany(files => Split(files, file => Digest(file.Record.Path, int.MaxValue)))
                .Select(files => (IReadOnlyList<ImageRecord>)[.. files.Select(file => file.Record)]),
        ];
    }

    /// <summary>Groups as given, except that groups with the same image become one.</summary>
    public static Func<ImageRecord, string> Joined(
        IReadOnlyList<ImageRecord> records, Func<ImageRecord, string> groupBy, IReadOnlyList<IReadOnlyList<ImageRecord>> repeats)
    {
        if (repeats.Count == 0)
        {
            return groupBy;
        }
        var parent = new Dictionary<string, string>(StringComparer.Ordinal);
        string Root(string group)
        {
            while (parent.TryGetValue(group, out var above))
            {
                group = above;
            }
            return group;
        }
        foreach (var groups in repeats.Select(images => images.Select(groupBy).Distinct(StringComparer.Ordinal)))
        {
            var roots = groups.Select(Root).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            roots.Skip(1).ToList().ForEach(root => parent[root] = roots[0]);
        }
        return record => Root(groupBy(record));
    }

    private static IEnumerable<IReadOnlyList<(ImageRecord Record, FileIdentity? Identity)>> Split(
        IEnumerable<(ImageRecord Record, FileIdentity? Identity)> files, Func<(ImageRecord Record, FileIdentity? Identity), string> digest)
    {
        // One file under several names needs no reading.
        var digests = files.DistinctBy(file => file.Identity!.Value.Key).ToList() is { Count: > 1 } distinct
            ? distinct.AsParallel().AsOrdered().Select(file => (file.Identity!.Value.Key, Digest: digest(file)))
                .ToDictionary(file => file.Key, file => file.Digest)
            : null;
        return files.GroupBy(file => digests is null ? "" : digests[file.Identity!.Value.Key], StringComparer.Ordinal)
            .Where(same => same.Key is not null && same.Count() > 1).Select(same => (IReadOnlyList<(ImageRecord, FileIdentity?)>)[.. same]);
    }

    /// <summary>Of the whole file, or of some bytes in its middle; of a file that cannot be opened, its path.</summary>
    private static string Digest(string path, int bytes)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            if (bytes == int.MaxValue)
            {
                return Convert.ToHexString(SHA256.HashData(stream));
            }
            stream.Position = Math.Max(0, stream.Length / 2 - bytes / 2);
            var block = new byte[bytes];
            return Convert.ToHexString(SHA256.HashData(block.AsSpan(0, stream.ReadAtLeast(block, bytes, throwOnEndOfStream: false))));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
