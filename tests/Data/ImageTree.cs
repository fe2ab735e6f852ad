namespace Telltale.Tests.Data;

/// <summary>Miniature collections: what matters is where the files lie.</summary>
internal static class ImageTree
{
    /// <summary>Makes empty files with their folders.</summary>
    public static void Touch(this TemporaryFolder folder, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            File.WriteAllBytes(folder.File(name), []);
        }
    }

    /// <summary>Makes a file with its folder.</summary>
    public static string Put(this TemporaryFolder folder, string name, byte[] content)
    {
        folder.Touch(name);
        File.WriteAllBytes(folder.File(name), content);
        return folder.File(name);
    }
}
