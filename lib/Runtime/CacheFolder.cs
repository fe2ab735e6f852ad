namespace Telltale.Runtime;

/// <summary>Where the kit keeps what it can make again: the embedded corpus, trained runs, downloaded weights.</summary>
public static class CacheFolder
{
    /// <summary>
    /// The root: <c>TELLTALE_CACHE</c> where set, else <c>telltale</c> in the user's local application data
    /// (Linux: <c>~/.local/share</c>). May be deleted at any time; not made before something is kept.
    /// </summary>
    public static string Root =>
        Environment.GetEnvironmentVariable("TELLTALE_CACHE") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "telltale");

    /// <summary>A named part of the cache, for example <c>runs</c>.</summary>
    /// <param name="parts">Folder or file names below the root.</param>
    public static string In(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);
}
