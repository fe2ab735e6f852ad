using System.Collections.Concurrent;
using System.Diagnostics;
using Telltale.Tests.Notebooks;

[assembly: AssemblyFixture(typeof(NotebookRuns))]

namespace Telltale.Tests.Notebooks;

/// <summary>Runs of the kit's notebooks in the tiny profile, each made once for all tests that look at it.</summary>
public sealed class NotebookRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentDictionary<string, Lazy<string>> runs = new();

    /// <summary>Runs a notebook as a user does, in processes of its own and with a cache of its own, which is empty at the start.</summary>
    /// <param name="notebook">The file's name.</param>
    /// <returns>The folder with what the run wrote.</returns>
    public string Of(string notebook) =>
        runs.GetOrAdd(notebook, name => new Lazy<string>(() => Run(name, folder.File(name), CacheFor(name)))).Value;

    /// <summary>The folder with the embedded images and the trained runs of a notebook's run.</summary>
    public string CacheOf(string notebook)
    {
        Of(notebook);
        return CacheFor(notebook);
    }

    private string CacheFor(string notebook) => folder.File($"{notebook}.cache");

    /// <summary>Runs a notebook; fails the test where the notebook fails.</summary>
    /// <param name="notebook">The file's name.</param>
    /// <param name="output">The folder to write to.</param>
    /// <param name="cache">Where embedded images and trained runs are kept.</param>
    /// <param name="settings">Further environment variables.</param>
    /// <returns><paramref name="output"/>.</returns>
    public static string Run(string notebook, string output, string cache, params (string Name, string Value)[] settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Telltale.Workbench");
        var start = new ProcessStartInfo(program, ["run", Path.Combine(Repository.Root, "notebooks", notebook), "--output", output])
            { RedirectStandardOutput = true };
        start.Environment["TELLTALE_PROFILE"] = "tiny";
        start.Environment["TELLTALE_CACHE"] = cache;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var terminal = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, terminal);
        return output;
    }

    public void Dispose() => folder.Dispose();
}
