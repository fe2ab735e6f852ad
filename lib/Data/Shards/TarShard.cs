using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telltale.Runtime;

namespace Telltale.Data.Shards;

/// <summary>
/// Unpacks a tar archive in the convention of WebDataset (Aizman et al. 2019): files that follow each other and have one name up to the
/// first dot are a sample; <c>.cls</c> holds its class, <c>.json</c> its fields, <c>.mask.png</c> the mask of an edited image. One file at
/// a time is in memory.
/// </summary>
/// <param name="shard">Absolute path of the archive.</param>
/// <param name="folder">Where its images go.</param>
internal sealed class TarShard(string shard, ShardFolder folder)
{
    private const string Damaged = "Copy or download it again.";
    private const int LongestText = 1 << 20;

    // The files of a sample follow each other, so that the first few show whether there are labels.
    private const int Looked = 100;

    private static readonly HashSet<string> MaskNames =
        new(["mask", "gt", "seg", "segmentation", "groundtruth"], StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    private readonly List<ShardEntry> entries = [];
    private string? key;
    private Dictionary<string, string> fields = [];
    private bool hasImage;
    private string? mask;

    /// <summary>True for an archive with files of labels among its first; archives of other files are not shards.</summary>
    public static bool HasLabels(string path) =>
        IsAmongFirst(path, name => Path.GetExtension(name).ToLowerInvariant() is ".cls" or ".json");

    /// <summary>True for an archive with masks among its first files.</summary>
    public static bool HasMasks(string path) => IsAmongFirst(path, IsMask);

    private static bool IsAmongFirst(string path, Func<string, bool> isWanted)
    {
        try
        {
            using var file = RegularFile.Open(path);
            using var unzipped = Unzipped(file);
            using var reader = new TarReader(unzipped, leaveOpen: true);
            for (var number = 0; number < Looked && reader.GetNextEntry() is { } entry; number++)
            {
                if (isWanted(entry.Name))
                {
                    return true;
                }
            }
            return false;
        }
        catch (Exception other) when (other is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The files of the archive, in their order; those without a name for an image or label are left out.</summary>
    /// <exception cref="UnusableFileException">The archive is corrupt or cut off, or a label cannot be read.</exception>
    public IReadOnlyList<ShardEntry> Unpack()
    {
        using var file = RegularFile.Open(shard);
        using var unzipped = Unzipped(file);
        using var archive = new ArchiveStream(unzipped);
        try
        {
            using var reader = new TarReader(archive, leaveOpen: true);
            while (reader.GetNextEntry() is { } entry)
            {
                Add(entry);
            }
            EndSample();
            archive.RequireEnd(shard);
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or FormatException or ArgumentException
            or OverflowException or NotSupportedException)
        {
            throw new UnusableFileException(
                shard, $"The archive is corrupt or cut off behind {entries.LastOrDefault()?.Path ?? "its start"}: "
                    + $"{cause.Message.TrimEnd('.')}.", Damaged, cause);
        }
        return entries;
    }

    /// <summary>True for a name such as <c>a.mask.png</c>.</summary>
    private static bool IsMask(string name) => name.Split('.') is [_, .., var kind, _] && MaskNames.Contains(kind);

    private static Stream Unzipped(FileStream file)
    {
        var isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private void Add(TarEntry entry)
    {
        if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
        {
            return;
        }
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
        {
            LeaveOut(entry, "link or device in an archive");
            return;
        }
        var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (entry.Name.Split('/').Any(part => part is ['.', not '.', ..] and not "." or "__MACOSX"))
        {
            LeaveOut(entry, "hidden file");
        }
        else if (dot <= 0)
        {
            LeaveOut(entry, "no extension, hence of no sample");
        }
        else
        {
            Begin(entry.Name[..(entry.Name.Length - name.Length + dot)]);
            Add(entry, name[(dot + 1)..].ToLowerInvariant());
        }
    }

    private void Add(TarEntry entry, string extension)
    {
        var isImage = ImageListing.HasImageName("." + extension);
        if (isImage && !hasImage && !extension.Contains('.', StringComparison.Ordinal))
        {
            var (path, use) = folder.Save(entry.Name, target => Copy(entry, target));
            hasImage = use == ShardEntry.Image;
            entries.Add(new(path, use, fields));
        }
        else if (isImage && mask is null && IsMask(entry.Name))
        {
            var (path, use) = folder.Save(entry.Name, target => Copy(entry, target));
            mask = use == ShardEntry.Image ? path : null;
            entries.Add(new(path, use == ShardEntry.Image ? ShardEntry.Mask : use, None));
        }
        else if (extension is "cls" or "json")
        {
            Read(entry, extension);
            entries.Add(new(folder.Claim(entry.Name), ShardEntry.Label, None));
        }
        else
        {
            LeaveOut(entry, isImage ? "another image of its sample" : $".{extension} of a sample");
        }
    }

    private void Begin(string sample)
    {
        if (sample != key)
        {
            EndSample();
            (key, fields, hasImage, mask) = (sample, [], false, null);
        }
    }

    private void EndSample()
    {
        if (fields.TryGetValue("cls", out var label))
        {
            fields.TryAdd("label", label);
        }
        fields.Remove(ShardEntry.MaskColumn); // a path elsewhere is of no use here
        if (mask is not null)
        {
            fields[ShardEntry.MaskColumn] = mask;
        }
    }

    private void Read(TarEntry entry, string extension)
    {
        if (entry.Length > LongestText)
        {
            throw new UnusableFileException(
                shard, $"{entry.Name} has {entry.Length.Invariant("N0")} bytes, too many for a label.", "Correct the shard.");
        }
        using var content = new MemoryStream();
        Copy(entry, content);
        if (extension == "cls")
        {
            fields["cls"] = Encoding.UTF8.GetString(content.ToArray()).Trim();
            return;
        }
        foreach (var (name, value) in Parsed(entry, content.ToArray()))
        {
            if (value is JsonValue scalar && scalar.GetValueKind() is not JsonValueKind.Null)
            {
                fields[name] = scalar.ToString();
            }
        }
    }

    private JsonObject Parsed(TarEntry entry, byte[] json)
    {
        try
        {
            return StrictJson.Object(json);
        }
        catch (FormatException cause)
        {
            throw new UnusableFileException(shard, $"{entry.Name}: {cause.Message}.", "Correct the shard.", cause);
        }
    }

    private static void Copy(TarEntry entry, Stream target)
    {
        entry.DataStream?.CopyTo(target);
        if (target.Length != entry.Length)
        {
            throw new EndOfStreamException($"{entry.Name} has {target.Length} of {entry.Length} bytes");
        }
    }

    private void LeaveOut(TarEntry entry, string reason) => entries.Add(new(folder.Claim(entry.Name), reason, None));
}
