#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>
/// A folder whose files are loaded as code or taken for results, and that no other user may change. Windows keeps a user's local
/// application data private by itself.
/// </summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder that only this user may enter, unless it exists; refuses one that others may change.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="UnusableFileException">
    /// Group or others may write to it, it belongs to another user, it is no folder, or it cannot be created.
    /// </exception>
    public static string Make(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Create(folder);
        }
        RequirePrivate(folder);
        return folder;
    }

    private static void RequirePrivate(string folder)
    {
        var status = FileStatus.Of(folder);
        if (status is { OthersMayWrite: true })
        {
            throw new UnusableFileException(
                folder, "Other users may write to this cache folder, and what lies in it is loaded as code and taken for results.",
                $"Run: chmod go-w '{folder}', after checking that its files are yours; or name another folder in TELLTALE_CACHE.");
        }
        if (status?.Owner is { } owner && owner != FileStatus.User && FileStatus.User != 0)
        {
            throw new UnusableFileException(
                folder, "This cache folder belongs to another user, who may change what is loaded from it.",
                "Name a folder of your own in TELLTALE_CACHE.");
        }
    }

    private static void Create(string folder)
    {
        try
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UnusableFileException(
                folder, $"This cache folder cannot be created: {cause.Message}", "Name a folder that can be written in TELLTALE_CACHE.",
                cause);
        }
    }
}
