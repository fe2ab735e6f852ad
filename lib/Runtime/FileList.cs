using System.Globalization;

namespace Telltale.Runtime;

/// <summary>The list of a made folder's files and their lengths, written last: a folder that agrees with it is complete.</summary>
internal static class FileList
{
    /// <summary>The list's name; no layout takes it for an image or a manifest.</summary>
    public const string Name = "made-by-telltale.txt";

    /// <summary>Writes the list.</summary>
    /// <param name="folder">Complete but for the list.</param>
    /// <param name="key">One line that says what the folder was made from and how.</param>
    public static void Write(string folder, string key)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(folder, file).Replace('\\', '/')}\t{Length(file)}").Order(StringComparer.Ordinal);
        File.WriteAllText(Path.Combine(folder, Name), string.Join('\n', [key, .. files, ""]));
    }

    /// <summary>True where the folder was made by this kit: what is measured on it is simulated.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>True where the folder was made under this key and every file is there with its length.</summary>
    public static bool Agrees(string folder, string key)
    {
        var list = Path.Combine(folder, Name);
        var lines = File.Exists(list) ? File.ReadAllLines(list) : [];
        return lines.Length > 1 && lines[0] == key && lines.Skip(1).Select(line => line.Split('\t')).All(fields =>
            File.Exists(Path.Combine(folder, fields[0])) && fields[^1] == Length(Path.Combine(folder, fields[0])));
    }

    private static string Length(string file) => new FileInfo(file).Length.ToString(CultureInfo.InvariantCulture);
}
