using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Runner;

/// <summary>What must hold before the first cell: a run of an hour must not fail at its end for a reason known at its start.</summary>
internal static class RunChecks
{
    private const string CacheSetting = "TELLTALE_CACHE";

    /// <summary>Reads all notebooks, and makes sure that output and cache can be written.</summary>
    /// <param name="request">The run.</param>
    /// <returns>The notebooks, in order.</returns>
    /// <exception cref="UnusableFileException">Something cannot be used; the message names it.</exception>
    public static IReadOnlyList<Notebook> Pass(RunRequest request)
    {
        IReadOnlyList<Notebook> notebooks = [.. request.Notebooks.Select(Notebook.Read)];
        OutputFolder.Prepare(request.Output, request.Notebooks);
        if (Environment.GetEnvironmentVariable(CacheSetting) is { Length: > 0 } cache)
        {
            RequireCache(Path.GetFullPath(cache));
        }

        return notebooks;
    }

    private static void RequireCache(string folder)
    {
        if (FileStatus.Of(folder) is { Kind: not "a directory" })
        {
            throw new UnusableFileException(folder, $"{CacheSetting} names a file.", "Name a folder.");
        }

        PrivateFolder.Make(folder);
        try
        {
            var probe = Path.Combine(folder, $".probe{TemporaryName.NewEnding()}");
            using var file = new FileStream(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            file.WriteByte(0);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UnusableFileException(
                folder, $"The folder that {CacheSetting} names cannot be written ({cause.Message.TrimEnd('.')}).",
                "Name another folder.", cause);
        }
    }
}
