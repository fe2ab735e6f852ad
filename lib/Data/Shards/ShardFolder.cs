using Telltale.Runtime;

namespace Telltale.Data.Shards;

/// <summary>The folder into which one shard is unpacked. No name of an entry leads out of it or replaces another entry.</summary>
/// <param name="root">Absolute path of an existing folder.</param>
/// <param name="top">Folder below it for the entries.</param>
internal sealed class ShardFolder(string root, string top)
{
    private const int LongestName = 60;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>Writes an image.</summary>
    /// <param name="name">Its name in the shard.</param>
    /// <param name="write">Writes its content.</param>
    /// <returns>Its relative path, and whether it is an image or why it is left out.</returns>
    public (string Path, string Use) Save(string name, Action<Stream> write)
    {
        var path = Claim(name);
        var file = Path.Combine(root, path);
        Write(file, write);
        var format = ImageSignature.Of(file);
        // As in folders: a file with the name of an image is one, and is reported as broken when it is read.
        if (format is null ? ImageListing.HasImageName(file) : ImageSignature.IsReadable(format))
        {
            return (path, ShardEntry.Image);
        }
        File.Delete(file);
        return (path, format is null ? "no image" : $"{format}, a format that is not read");
    }

    // An error of the disk must not be taken for one of the shard.
    private static void Write(string file, Action<Stream> write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var target = new FileStream(file, FileMode.CreateNew);
            write(target);
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException || cause.GetType() == typeof(IOException))
        {
            throw new UnusableFileException(
                file, $"It cannot be written: {cause.Message.TrimEnd('.')}.",
                "Free space on the disk of TELLTALE_CACHE, or set it to another.", cause);
        }
    }

    /// <summary>A relative path that no other entry has.</summary>
    /// <param name="name">Name of the entry in the shard, with / or \.</param>
    public string Claim(string name)
    {
        string[] parts = [.. name.Split('/', '\\').Where(part => part is not ("" or "." or "..")).Select(Portable)];
        var path = string.Join('/', [top, .. parts]);
        if (parts.Length == 0 || !taken.Add(path) || Path.Exists(Path.Combine(root, path)) || IsBelowFile(path))
        {
            path = $"{top}/entry-{taken.Count}/{(parts.Length == 0 ? "unnamed" : parts[^1])}";
            taken.Add(path);
        }
        return path;
    }

    private bool IsBelowFile(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (File.Exists(Path.Combine(root, path[..end])))
            {
                return true;
            }
        }
        return false;
    }

    // The end of a long name has its number and its extension.
    private static string Portable(string part)
    {
        string[] characters = [.. part.EnumerateRunes().Select(rune => rune.Value < ' ' ? "_" : rune.ToString())];
        return string.Concat(characters.TakeLast(LongestName));
    }
}
