using System.Collections.Concurrent;
using System.Diagnostics;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

/// <summary>Debian's Jupyter packages, where they are installed, with this kernel registered for one test.</summary>
internal sealed class JupyterPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private static readonly ConcurrentDictionary<string, bool> Installed = new();

    private readonly TemporaryFolder folder = new();
    private readonly bool isInteractive;

    /// <summary>Registers the kernel; skips the test where a package is missing.</summary>
    /// <param name="package">Debian's name.</param>
    /// <param name="module">What it brings.</param>
    /// <param name="isInteractive">Registers .NET Interactive's kernel instead; skips the test where its tool cannot be restored.</param>
    public JupyterPeer(string package, string module, bool isInteractive = false)
    {
        this.isInteractive = isInteractive;
        var installed = Installed.GetOrAdd(module, _ => File.Exists(Python) && Run(Python, "", "-c", $"import {module}").ExitCode == 0);
        if (!installed)
        {
            folder.Dispose();
        }
        Assert.SkipUnless(installed, $"{package} is not installed.");
        var kernels = folder.File("kernels");
        if (isInteractive)
        {
            RegisterInteractive(kernels);
        }
        else
        {
            new KernelSpec(new JupyterFolders(kernels, [kernels])).Install();
        }
    }

    private void RegisterInteractive(string kernels)
    {
        Directory.CreateDirectory(kernels);
        var restored = Run("dotnet", "", "tool", "restore");
        if (restored.ExitCode != 0)
        {
            folder.Dispose();
        }
        Assert.SkipUnless(restored.ExitCode == 0, $"The tool of .NET Interactive cannot be restored: {restored.Said}");
        AssertSucceeds(Run("dotnet", "", "tool", "run", "dotnet-interactive", "jupyter", "install", "--path", kernels));
    }

    /// <summary>Runs one of the scripts beside this test, or a part of it.</summary>
    public void RunScript(string name, params string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Workbench", "Kernel", "Fixtures", name);
        AssertSucceeds(Run(Python, folder.File("cache"), [script, .. arguments]));
    }

    /// <summary>Executes notebooks as <c>jupyter nbconvert --execute</c> does; one that fails is written with its error.</summary>
    /// <param name="notebooks">Each notebook, which is not changed, and where its embedded images and trained runs are kept.</param>
    /// <param name="output">The folder for the executed ones.</param>
    public void Execute(IEnumerable<(string Path, string Cache)> notebooks, string output) => RunScript(
        "peer_notebooks.py",
        [isInteractive ? "all" : "each", output, .. notebooks.SelectMany(notebook => new[] { notebook.Path, notebook.Cache })]);

    public void Dispose() => folder.Dispose();

    private (int ExitCode, string Said) Run(string program, string cache, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["JUPYTER_DATA_DIR"] = folder.Root;
        start.Environment["TELLTALE_PROFILE"] = "tiny";
        start.Environment["TELLTALE_CACHE"] = cache;
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["DOTNET_TC_CallCountThreshold"] = "3E8"; // 1000, as in Directory.Build.props
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.WorkingDirectory = Repository.Root; // below which the tool of the manifest is found
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors);
    }

    private static void AssertSucceeds((int ExitCode, string Said) ending) => Assert.True(ending.ExitCode == 0, ending.Said);
}
