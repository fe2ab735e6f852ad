using System.Globalization;
using System.Runtime.InteropServices;
using Telltale.Workbench.Hosting;

namespace Telltale.Workbench.Kernel;

/// <summary>Is the kernel that Jupyter starts for a notebook.</summary>
internal sealed class KernelVerb : IVerb
{
    /// <summary>The word that asks for it.</summary>
    public const string Word = "kernel";

    public string Name => Word;

    public string Arguments => "{connection_file}";

    public IReadOnlyList<string> Description => ["Runs the cells of one notebook for Jupyter, which starts this by itself once the kernel is installed."];

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var path])
            throw new UsageException("kernel needs the connection file that Jupyter writes, and nothing else.");
        ProcessSignal.HearInterrupts();
        var folder = Directory.GetCurrentDirectory();
        await using var kernel = new JupyterKernel(ConnectionFile.Read(path), folder, StartedIn(folder));
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            kernel.Interrupt();
        });
        _ = EndWithParentAsync(kernel);
        await kernel.RunAsync();
        return 0;
    }

    /// <summary>Jupyter changes to the notebook's folder; the shell it was started from left its own in the environment.</summary>
    private static string StartedIn(string folder) =>
        System.Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } shell && Directory.Exists(shell) ? shell : folder;

    /// <summary>Whoever started the kernel may die without a word; Jupyter says who it is.</summary>
    private static async Task EndWithParentAsync(JupyterKernel kernel)
    {
        if (!int.TryParse(System.Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture, out var id))
            return;
        await ParentProcess.WaitForEndAsync(id);
        kernel.Stop();
    }
}
