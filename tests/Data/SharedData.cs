namespace Telltale.Tests.Data;

/// <summary>Real images beside the repository, for those who have them. Tests that want them skip where they are absent.</summary>
internal static class SharedData
{
    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Telltale.slnx")))
            {
                var data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", name));
                Assert.SkipUnless(Directory.Exists(data), $"The real images are not here: ../shared/data/{name} beside the repository.");
                return data;
            }
        }
        throw new DirectoryNotFoundException("The tests must lie inside the repository.");
    }
}
