using System.Globalization;
using System.Runtime.InteropServices;
using Telltale.Workbench.Hosting;

namespace Telltale.Workbench.Kernel;

/// <summary>Runs the kernel that Jupyter starts for a notebook.</summary>
internal sealed class KernelVerb : IVerb
{
    /// <summary>The word that selects this verb.</summary>
    public const string Word = "kernel";

    public string Name => Word;

    public string Arguments => "{connection_file}";

    public IReadOnlyList<string> Description =>
        ["Runs the cells of one notebook. Jupyter starts this itself once the kernel is installed."];

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var path])
        {
            throw new UsageException("kernel takes one argument, the connection file written by Jupyter.");
        }

        Leftovers.Sweep();
        ProcessSignal.ReceiveInterrupts();
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

    /// <summary>Jupyter changes to the notebook's folder; PWD still has the folder of the shell that started it.</summary>
    private static string StartedIn(string folder) =>
        Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } shell && Directory.Exists(shell) ? shell : folder;

    /// <summary>Ends the kernel if its parent process ends without a shutdown request. Jupyter passes the parent's id.</summary>
    private static async Task EndWithParentAsync(JupyterKernel kernel)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture, out var id))
        {
            return;
        }

        await ParentProcess.WaitForEndAsync(id);
        kernel.Stop();
    }
}
