namespace Telltale.Runtime;

/// <summary>Creates folders atomically, even if several processes create it.</summary>
internal static class CompleteFolder
{
    /// <summary>Fills a temporary folder and renames it. An incomplete folder is replaced, a complete one is kept.</summary>
    /// <param name="folder">The folder to create.</param>
    /// <param name="fill">Writes the content into the folder it is given. If it throws, nothing remains.</param>
    /// <param name="isComplete">True for a complete folder.</param>
    /// <param name="cancellation">Ends the waiting for another process that creates it.</param>
    public static void Make(string folder, Action<string> fill, Func<string, bool> isComplete, CancellationToken cancellation)
    {
        SweptFolders.Sweep(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        if (isComplete(folder))
        {
            return;
        }
        using var turn = SharedLock.Take($"{folder}.lock", cancellation);
        if (isComplete(folder))
        {
            return;
        }
        var temporary = folder + TemporaryName.NewEnding();
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (Directory.Exists(folder) && !isComplete(folder))
            {
                var broken = folder + TemporaryName.NewEnding();
                Directory.Move(folder, broken);
                Directory.Delete(broken, recursive: true);
            }
            Publish(temporary, folder, isComplete);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static void Publish(string temporary, string folder, Func<string, bool> isComplete)
    {
        try
        {
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (isComplete(folder))
        {
            // Another process finished first; its files are the same.
        }
    }
}
