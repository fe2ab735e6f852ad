using System.Diagnostics;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

/// <summary>Debian's Jupyter packages, where they are installed, with this kernel registered for one test.</summary>
internal sealed class JupyterPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly TemporaryFolder folder = new();

    /// <summary>Registers the kernel; skips the test where a package is missing.</summary>
    /// <param name="package">Debian's name.</param>
    /// <param name="module">What it brings.</param>
    public JupyterPeer(string package, string module)
    {
        var installed = File.Exists(Python) && Run(Python, "", "-c", $"import {module}").ExitCode == 0;
        if (!installed)
        {
            folder.Dispose();
        }
        Assert.SkipUnless(installed, $"{package} is not installed.");
        var kernels = folder.File("kernels");
        new KernelSpec(new JupyterFolders(kernels, [kernels])).Install();
    }

    /// <summary>Runs one of the scripts beside this test, or a part of it.</summary>
    public void RunScript(string name, params string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Workbench", "Kernel", "Fixtures", name);
        AssertSucceeds(Run(Python, folder.File("cache"), [script, .. arguments]));
    }

    /// <summary>Executes a notebook as <c>jupyter nbconvert --execute</c> does.</summary>
    /// <param name="notebook">The notebook; it is not changed.</param>
    /// <param name="output">The folder for the executed one.</param>
    /// <param name="cache">Where embedded images and trained runs are kept.</param>
    public void Execute(string notebook, string output, string cache) => AssertSucceeds(Run(
        Python, cache,
        ["-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=600", "--output-dir", output, notebook]));

    public void Dispose() => folder.Dispose();

    private (int ExitCode, string Said) Run(string program, string cache, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["JUPYTER_DATA_DIR"] = folder.Root;
        start.Environment["TELLTALE_PROFILE"] = "tiny";
        start.Environment["TELLTALE_CACHE"] = cache;
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors);
    }

    private static void AssertSucceeds((int ExitCode, string Said) ending) => Assert.True(ending.ExitCode == 0, ending.Said);
}
