using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Runner;

/// <summary>A cell that has begun connects to the test; the connection ends when the cell's process does.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public InterruptionTests() => listener.Start();

    private string Begin => $"var test = new System.Net.Sockets.TcpClient(\"127.0.0.1\", {((IPEndPoint)listener.LocalEndpoint).Port});\n";

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Ctrl_C_reaches_the_cell_which_may_end_in_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the console delivers Ctrl-C itself.");
        var path = Write(folder, "a.ipynb", Code("1"), Code(
            "using System.Runtime.InteropServices;\nvar stop = new System.Threading.CancellationTokenSource();\n"
            + "using (PosixSignalRegistration.Create(PosixSignal.SIGINT, context => { context.Cancel = true; stop.Cancel(); }))\n{\n"
            + Begin + "try { await Task.Delay(-1, stop.Token); }\nfinally { Console.Write(\"checkpoint safe\"); }\n}"));
        using var stop = new StopRequest();
        var running = Runs.RunAsync(folder, stop, path);
        using var connection = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        stop.Stop();
        var run = await running;

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("checkpoint safe", run.Texts("a.ipynb", 1)[0]);
        Assert.Contains("interrupted after 1 of 2 cells", run.Terminal, StringComparison.Ordinal);
        Assert.Contains("Interrupted", run.Report, StringComparison.Ordinal);
    }

    /// <summary>A scheduler sends SIGTERM to the runner and to the cell's process, perhaps several times.</summary>
    [Fact]
    public async Task SIGTERM_ends_a_cell_that_watches_the_token_of_the_library_and_exits_with_143()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sends signals of Linux.");
        var library = Path.Combine(Repository.Root, "lib", "bin", "Telltale.dll");
        var path = Write(folder, "a.ipynb", Code(
            $"#r \"{library}\"\nvar stop = Telltale.Runtime.Interrupt.Token;\n" + Begin
            + "new System.IO.StreamWriter(test.GetStream()) { AutoFlush = true }.WriteLine(Environment.ProcessId);\n"
            + "stop.WaitHandle.WaitOne();\n"
            + "test.GetStream().ReadByte();\nConsole.Write(Telltale.Runtime.Interrupt.Token.IsCancellationRequested);\n"
            + "stop.ThrowIfCancellationRequested();"));
        var program = typeof(RunVerb).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", program, "run", path, "--output", folder.File("artifacts")])
        {
            RedirectStandardOutput = true,
        };
        using var runner = Process.Start(start)!;
        using var connection = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        using var reader = new StreamReader(connection.GetStream());
        var cell = await reader.ReadLineAsync();
        foreach (var process in new[] { $"{runner.Id}", cell, cell, $"{runner.Id}" })
        {
            using var kill = Process.Start("kill", ["-TERM", process!]);
            kill.WaitForExit();
        }
        connection.GetStream().WriteByte(1);
        await runner.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(143, runner.ExitCode);
        var executed = Notebook.Read(folder.File("artifacts/a.ipynb")).Cells[0].Outputs;
        Assert.Equal("True", MultilineText.Join(executed[0]!["text"]));
    }

    /// <summary>What a shell starts in the background inherits that it ignores Ctrl-C.</summary>
    [Fact]
    public async Task Cells_receive_interrupts_even_in_a_background_job()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux tells which signals a process ignores.");
        var path = Write(folder, "a.ipynb", Code(
            "const ulong Interrupt = 1 << 1;\n"
            + "var ignored = System.IO.File.ReadLines(\"/proc/self/status\").Single(line => line.StartsWith(\"SigIgn:\"));\n"
            + "Convert.ToUInt64(ignored.Split('\\t')[1], 16) & Interrupt"));
        var start = new ProcessStartInfo(
            "sh", ["-c", "trap '' INT; exec \"$@\"", "sh", "dotnet", "exec", typeof(RunVerb).Assembly.Location, "run", path,
                "--output", folder.File("artifacts")])
        {
            RedirectStandardOutput = true,
        };
        using var runner = Process.Start(start)!;
        await runner.StandardOutput.ReadToEndAsync();
        var cell = Notebook.Read(folder.File("artifacts/a.ipynb")).Cells[0];
        Assert.Equal("0", MultilineText.Join(Assert.Single(cell.Outputs)!["data"]!["text/plain"]));
    }

    [Fact]
    public async Task A_second_Ctrl_C_does_not_wait_for_the_cell()
    {
        using var stop = new StopRequest();
        var running = Runs.RunAsync(folder, stop, Write(folder, "a.ipynb", Code(Begin + "await Task.Delay(-1);")));
        using var connection = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        stop.Stop();
        stop.Stop();
        Assert.Equal(130, (await running).ExitCode);
        await Ended(connection);
    }

    [Fact]
    public async Task A_notebooks_process_does_not_outlive_the_runner()
    {
        var path = Write(folder, "a.ipynb", Code(Begin + "await Task.Delay(-1);"));
        var program = typeof(RunVerb).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", program, "run", path, "--output", folder.File("artifacts")])
        {
            RedirectStandardOutput = true,
        };
        using var runner = Process.Start(start)!;
        using var connection = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        runner.Kill();
        await Ended(connection);
    }

    private static async Task Ended(TcpClient connection)
    {
        try
        {
            Assert.Equal(0, await connection.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
        }
        catch (IOException)
        {
            // The connection was reset, which also says that the process is gone.
        }
    }
}
