using System.Security.Cryptography;

namespace Telltale.Workbench.Engine;

/// <summary>The files of a folder with their SHA-256, written when the folder is complete: its files are loaded as code.</summary>
internal static class PackageFiles
{
    private const string List = "files.sha256";

    /// <summary>Writes the list, in the format of sha256sum.</summary>
    public static void Record(string folder) => File.WriteAllLines(Path.Combine(folder, List), Lines(folder));

    /// <summary>True if the folder has exactly the files of its list, with their content.</summary>
    public static bool Agree(string folder)
    {
        var list = Path.Combine(folder, List);
        return FileStatus.Of(list) is { Kind: null } && File.ReadAllLines(list).SequenceEqual(Lines(folder));
    }

    private static IEnumerable<string> Lines(string folder) => Directory.GetFileSystemEntries(folder)
        .Where(entry => Path.GetFileName(entry) != List)
        .Order(StringComparer.Ordinal)
        .Select(entry => $"{(FileStatus.Of(entry) is { Kind: null } ? HashOf(entry) : "no file")}  {Path.GetFileName(entry)}");

    private static string HashOf(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
