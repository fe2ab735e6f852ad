using System.Runtime.InteropServices;

namespace Telltale.Workbench.Runner;

/// <summary>The folder for executed notebooks, the report and the results.</summary>
internal static class OutputFolder
{
    private const string Name = "artifacts";
    private const string Cure = "Name another folder with --output.";

    /// <summary>Space for an executed notebook: 1 to 3 MB, of which plotly.js takes half a megabyte.</summary>
    private const long NotebookBytes = 4L << 20;

    /// <summary>Space for the report and the results: about 5 MB with all notebooks.</summary>
    private const long ReportBytes = 10L << 20;

    private const int ProbeBytes = 4096;

    /// <summary>The folder of a checkout; one in the user's data where the checkout cannot be written, as on a read-only mount.</summary>
    /// <param name="repository">The checkout.</param>
    public static string Default(string repository)
    {
        var usual = Path.Combine(repository, Name);
        return MayWrite(usual) ? usual : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            $"telltale-{Name}");
    }

    /// <summary>Creates the folder and tries to write into it, so that a run does not fail at its end.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="notebooks">The notebooks that will run; none of them may be overwritten.</param>
    /// <exception cref="UnusableFileException">Something is in the way, it cannot be written, or its disk is nearly full.</exception>
    public static void Prepare(string folder, IReadOnlyList<string> notebooks)
    {
        Write(folder);
        foreach (var notebook in notebooks)
        {
            var target = Path.Combine(folder, Path.GetFileName(notebook));
            RequireFree(target);
            if (Path.GetFullPath(notebook) == target)
            {
                throw new UnusableFileException(target, "The executed notebook would replace its source.", Cure);
            }
        }

        RequireFree(Path.Combine(folder, RunFiles.Report));
        RequireFree(Path.Combine(folder, RunFiles.Results));
        RequireSpace(folder, (notebooks.Count * NotebookBytes) + ReportBytes);
    }

    private static void Write(string folder)
    {
        if (FileStatus.Of(folder) is { Kind: not "a directory" })
        {
            throw new UnusableFileException(folder, "A file is in the way of the output folder.", $"Move it away. {Cure}");
        }

        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe{TemporaryName.NewEnding()}");
            using var file = new FileStream(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            file.Write(new byte[ProbeBytes]);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UnusableFileException(folder, $"The output folder cannot be written ({cause.Message.TrimEnd('.')}).", Cure, cause);
        }
    }

    private static void RequireFree(string target)
    {
        if (FileStatus.Of(target) is { Kind: { } kind })
        {
            throw new UnusableFileException(target, $"{kind} is in the way of an output file.", $"Move it away. {Cure}");
        }
    }

    /// <summary>Refuses a folder whose disk has less space than <paramref name="needed"/> bytes.</summary>
    internal static void RequireSpace(string folder, long needed)
    {
        var disk = new DriveInfo(folder);
        // Some file systems do not tell their size.
        if (disk.TotalSize > 0 && disk.AvailableFreeSpace < needed)
        {
            throw new UnusableFileException(
                folder, $"Its disk has {disk.AvailableFreeSpace >> 20} MiB left; the notebooks and the report may need {needed >> 20} MiB.",
                $"Free some space. {Cure}");
        }
    }

    /// <summary>True unless the folder, or the closest one above it that exists, cannot be written by this user.</summary>
    private static bool MayWrite(string folder)
    {
        var existing = folder;
        while (FileStatus.Of(existing) is null && Path.GetDirectoryName(existing) is { } above)
        {
            existing = above;
        }

        const int Writable = 2;
        return OperatingSystem.IsWindows() || Access(existing, Writable) == 0;
    }

    [DllImport("libc", EntryPoint = "access", BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
