namespace Telltale.Workbench.Runner;

/// <summary>
/// Writes the files of a run. One that cannot be written, because the disk is full or its content cannot be rendered, costs only itself:
/// it is tried again in a temporary folder, and the others are written all the same.
/// </summary>
/// <param name="folder">The output folder.</param>
/// <param name="complain">Called with a line for each failure.</param>
internal sealed class RunFiles(string folder, Action<string> complain)
{
    public const string Report = "report.html";
    public const string Results = "results.json";

    private string? rescue;

    /// <summary>False once a file could not be written to the output folder.</summary>
    public bool Complete { get; private set; } = true;

    /// <summary>Where a file is written, if nothing prevents it.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Writes a first version of a file that is written again at the end of the run; a failure is told then.</summary>
    public void Preview(string name, Action<string> write) => Failure(() => write(PathOf(name)));

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name in the folder.</param>
    /// <param name="write">Writes it to the given path.</param>
    /// <returns>Where it was written; null if nowhere.</returns>
    public string? Write(string name, Action<string> write)
    {
        var path = PathOf(name);
        if (Failure(() => write(path)) is not { } failure)
        {
            return path;
        }

        Complete = false;
        var elsewhere = "";
        var rescued = Failure(() =>
        {
            rescue ??= Directory.CreateTempSubdirectory("telltale-run-").FullName;
            elsewhere = Path.Combine(rescue, name);
            write(elsewhere);
        }) is null;
        complain($"{path} was not written: {failure} {(rescued ? $"It was written to {elsewhere} instead." : "It is lost.")}");
        return rescued ? elsewhere : null;
    }

    private static string? Failure(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error.Message.ReplaceLineEndings(" ");
        }
    }
}
