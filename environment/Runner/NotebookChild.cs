using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text.Json;
using Telltale.Environment.Engine;

namespace Telltale.Environment.Runner;

/// <summary>
/// The process that runs one notebook. Its standard input brings the cells and then stays open as long as the runner lives; events
/// go through a pipe of their own, because native libraries write to standard output as they please.
/// </summary>
internal static class NotebookChild
{
    /// <summary>The verb this process is started with; nobody types it.</summary>
    public const string Verb = "notebook-process";

    /// <summary>Runs the cells until one does not succeed.</summary>
    /// <param name="eventPipe">Handle of the pipe for events.</param>
    public static async Task<int> RunAsync(string eventPipe)
    {
        var task = JsonSerializer.Deserialize<ChildTask>(Console.In.ReadLine() ?? "null");
        if (task is null)
            return 2;
        EndWithRunner(Console.In);
        Console.SetIn(TextReader.Null);

        using var interrupted = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            interrupted.Cancel();
        });
        await using var events = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, eventPipe)) { AutoFlush = true };
        using var session = new CSharpSession(task.Folder);
        foreach (var cell in task.Cells)
        {
            if (!await RunAsync(cell, session, events, interrupted.Token))
                break;
        }

        // A thread that a cell left behind must not keep the notebook from ending.
        await events.FlushAsync(CancellationToken.None);
        System.Environment.Exit(0);
        return 0;
    }

    private static async Task<bool> RunAsync(ChildCell cell, CSharpSession session, StreamWriter events, CancellationToken cancellation)
    {
        Send(events, new CellStarted(cell.Index, DateTimeOffset.UtcNow));
        var outcome = await session.ExecuteAsync(
            cell.Code, cell.Name, output => Send(events, new CellProduced(cell.Index, output)), cancellation);
        using var self = Process.GetCurrentProcess();
        Send(events, new CellFinished(cell.Index, DateTimeOffset.UtcNow, outcome, self.PeakWorkingSet64));
        return outcome.Status == CellStatus.Succeeded;
    }

    private static void Send(StreamWriter events, RunEvent message)
    {
        lock (events)
            events.WriteLine(message.ToLine());
    }

    /// <summary>Standard input ends when the runner does, however that came about.</summary>
    private static void EndWithRunner(TextReader input) => new Thread(() =>
    {
        input.ReadToEnd();
        using var self = Process.GetCurrentProcess();
        self.Kill();
    })
    { IsBackground = true, Name = "end with the runner" }.Start();
}
