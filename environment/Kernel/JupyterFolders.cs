namespace Telltale.Workbench.Kernel;

/// <summary>Where Jupyter looks for kernels.</summary>
/// <param name="UserKernels">The user's own.</param>
/// <param name="Kernels">All, the user's own among them.</param>
internal sealed record JupyterFolders(string UserKernels, IReadOnlyList<string> Kernels)
{
    /// <summary>As Jupyter's documentation has it, and as <c>jupyter --paths</c> says.</summary>
    public static JupyterFolders Find()
    {
        var user = Setting("JUPYTER_DATA_DIR") ?? UserData();
        var search = Setting("JUPYTER_PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        string[] system = OperatingSystem.IsWindows()
            ? [Path.Combine(Folder(System.Environment.SpecialFolder.CommonApplicationData), "jupyter")]
            : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        return new JupyterFolders(Below(user), [.. search.Append(user).Concat(system).Select(Below)]);
    }

    private static string UserData() => Path.Combine(
        OperatingSystem.IsWindows() ? Folder(System.Environment.SpecialFolder.ApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(Folder(System.Environment.SpecialFolder.UserProfile), "Library")
            : Folder(System.Environment.SpecialFolder.LocalApplicationData),
        OperatingSystem.IsMacOS() ? "Jupyter" : "jupyter");

    private static string Below(string data) => Path.Combine(data, "kernels");

    private static string Folder(System.Environment.SpecialFolder folder) =>
        System.Environment.GetFolderPath(folder, System.Environment.SpecialFolderOption.DoNotVerify);

    private static string? Setting(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
