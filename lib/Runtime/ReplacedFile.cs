namespace Telltale.Runtime;

/// <summary>
/// Reads a file that another machine may replace meanwhile. A local file system, and NFS for files that the same machine replaces, keep the
/// old content until it is closed; where another machine replaced it, NFS ends the reading with the error ESTALE (nfs(5)).
/// </summary>
internal static class ReplacedFile
{
    private const int Stale = 116, Attempts = 10;

    /// <summary>Opens and reads; again from the start where the file was replaced.</summary>
    /// <param name="read">Opens the file, reads all it needs and closes it.</param>
    public static T Read<T>(Func<T> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return read();
            }
            catch (IOException error) when (error.HResult == Stale && attempt < Attempts)
            {
                // The next opening finds the new file.
            }
        }
    }
}
