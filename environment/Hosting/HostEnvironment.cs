namespace Telltale.Workbench.Hosting;

/// <summary>
/// Makes paths in environment variables absolute: they are relative to where the command was started, but cells run in the notebook's
/// folder.
/// </summary>
internal static class HostEnvironment
{
    private static readonly string[] PathSettings =
        ["TELLTALE_DETECTION", "TELLTALE_LOCALIZATION", "TELLTALE_WEIGHTS", "TELLTALE_LIBTORCH", "TELLTALE_CACHE"];

    /// <summary>
    /// Keeps the runtime from creating pipes for debuggers, which a killed process leaves behind. Whoever wants to attach one sets the
    /// variable to 1.
    /// </summary>
    public static void DisableDiagnostics(IDictionary<string, string?> environment) =>
        environment.TryAdd("DOTNET_EnableDiagnostics", "0");

    public static void MakePathsAbsolute(IDictionary<string, string?> environment, string startedIn)
    {
        foreach (var setting in PathSettings)
        {
            if (environment.TryGetValue(setting, out var path) && !string.IsNullOrWhiteSpace(path))
            {
                environment[setting] = Path.GetFullPath(path, startedIn);
            }
        }
    }
}
