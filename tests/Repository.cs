namespace Telltale.Tests;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string[] Notebooks => [.. Directory.GetFiles(Path.Combine(Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)];

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Telltale.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests must lie inside the repository.");
        }
        return folder;
    }
}
