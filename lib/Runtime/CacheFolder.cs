namespace Telltale.Runtime;

/// <summary>The folder for everything the kit can recreate: the embedded corpus, training runs, scores, downloaded weights.</summary>
public static class CacheFolder
{
    /// <summary>
    /// The root: <c>TELLTALE_CACHE</c> if set, else <c>telltale</c> in the user's local application data
    /// (Linux: <c>~/.local/share</c>). May be deleted at any time.
    /// </summary>
    public static string Root =>
        Environment.GetEnvironmentVariable("TELLTALE_CACHE") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "telltale");

    /// <summary>A path below the root, for example <c>runs</c>. Creates the root, for this user only, if it is missing.</summary>
    /// <param name="parts">Folder or file names below the root.</param>
    /// <exception cref="UnusableFileException">Other users may write to the root, or it cannot be created.</exception>
    public static string In(params ReadOnlySpan<string> parts) => Path.Combine([PrivateFolder.Make(Root), .. parts]);
}
