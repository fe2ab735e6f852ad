namespace Telltale.Workbench.Kernel;

/// <summary>The folders in which Jupyter looks for kernels.</summary>
/// <param name="UserKernels">The current user's.</param>
/// <param name="Kernels">All, including the user's.</param>
internal sealed record JupyterFolders(string UserKernels, IReadOnlyList<string> Kernels)
{
    /// <summary>As documented by Jupyter and printed by <c>jupyter --paths</c>.</summary>
    public static JupyterFolders Find()
    {
        var user = Setting("JUPYTER_DATA_DIR") ?? UserData();
        var search = Setting("JUPYTER_PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        string[] system = OperatingSystem.IsWindows()
            ? [Path.Combine(Folder(Environment.SpecialFolder.CommonApplicationData), "jupyter")]
            : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        return new JupyterFolders(Below(user), [.. search.Append(user).Concat(system).Select(Below)]);
    }

    private static string UserData() => Path.Combine(
        OperatingSystem.IsWindows() ? Folder(Environment.SpecialFolder.ApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(Folder(Environment.SpecialFolder.UserProfile), "Library")
            : Folder(Environment.SpecialFolder.LocalApplicationData),
        OperatingSystem.IsMacOS() ? "Jupyter" : "jupyter");

    private static string Below(string data) => Path.Combine(data, "kernels");

    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
