using System.Collections.Concurrent;

namespace Telltale.Runtime;

/// <summary>
/// Deletes what killed processes left in the folders that this process writes to, or would write to if the work were not done already;
/// once for each folder.
/// </summary>
internal static class SweptFolders
{
    private static readonly ConcurrentDictionary<string, bool> Done = new(StringComparer.Ordinal);

    /// <summary>Sweeps a folder unless this process already did.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static void Sweep(string folder)
    {
        if (Done.TryAdd(folder, true))
        {
            TemporaryName.Sweep(folder, SearchOption.TopDirectoryOnly);
            SharedLock.Sweep(folder);
        }
    }
}
