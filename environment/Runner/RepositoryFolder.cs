namespace Telltale.Workbench.Runner;

/// <summary>Finds the folder that holds <c>Telltale.slnx</c>.</summary>
internal static class RepositoryFolder
{
    private const string Mark = "Telltale.slnx";

    /// <summary>
    /// Searches upwards from the program's folder, then from the working folder, in case the program was copied elsewhere.
    /// </summary>
    /// <exception cref="UsageException">Neither is inside the repository.</exception>
    public static string Find() =>
        Above(AppContext.BaseDirectory) ?? Above(Directory.GetCurrentDirectory()) ?? throw new UsageException(
            $"No {Mark} above '{AppContext.BaseDirectory}' or '{Directory.GetCurrentDirectory()}': run this from Telltale's folder.");

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
