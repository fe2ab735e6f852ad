using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Hosting;

/// <summary>The other end of a <see cref="CellHost"/>: starts the process, hands it cells and hears what they produce.</summary>
internal sealed class CellProcess : IAsyncDisposable
{
    /// <summary>How long after an interrupt the process may take: the cell's own time to stop, and some to say so.</summary>
    private static readonly TimeSpan Patience = CSharpSession.GracePeriod + TimeSpan.FromSeconds(5);

    /// <summary>A process that a cell itself started may hold our pipes open; what is in them is read this long.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly Action<CellEvent> receive;
    private readonly LastWords lastWords = new();
    private volatile RunningCell? running;

    private CellProcess(Process process, Stream events, Action<CellEvent> receive, Action<StreamName, string> print)
    {
        (this.process, this.receive) = (process, receive);
        Ended = EndAsync(events, print);
    }

    /// <summary>The process's exit code, once it is gone and everything it left in its pipes was received.</summary>
    public Task<int> Ended { get; }

    /// <summary>What the process last wrote to its real standard error, where the runtime says what it dies of.</summary>
    public string LastWords => lastWords.ToString();

    /// <summary>Starts a process for cells.</summary>
    /// <param name="folder">The notebook's folder, where it works.</param>
    /// <param name="startedIn">Where relative paths in settings start.</param>
    /// <param name="receive">Gets each event; not called from two threads at once.</param>
    /// <param name="print">Gets text that reached the real output streams, as native libraries write it.</param>
    public static CellProcess Start(string folder, string startedIn, Action<CellEvent> receive, Action<StreamName, string> print)
    {
        var events = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var process = Process.Start(StartInfo(folder, startedIn, events.GetClientHandleAsString()))!;
        events.DisposeLocalCopyOfClientHandle();
        return new CellProcess(process, events, receive, print);
    }

    /// <summary>Runs a cell to its end; one at a time.</summary>
    /// <returns>How it ended; null when the process ended with it.</returns>
    public async Task<CellOutcome?> ExecuteAsync(CellRequest request)
    {
        var cell = running = new RunningCell();
        await TellAsync(request);
        await Task.WhenAny(cell.Finished.Task, Ended);
        running = null;
        return cell.Finished.Task.IsCompleted ? cell.Explain(await cell.Finished.Task) : null;
    }

    /// <summary>Asks the cell that runs to stop, as Ctrl-C does, and kills the process when it does not. Does nothing between cells.</summary>
    public void Interrupt()
    {
        if (running is { } cell)
            _ = InterruptAsync(cell);
    }

    /// <summary>Ends the process and all it started, at once.</summary>
    public void Kill()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
    }

    /// <summary>Lets the process end: after its last cell in order, in the middle of one at once.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await Ended;
        process.Dispose();
    }

    private async Task InterruptAsync(RunningCell cell)
    {
        // Before it has begun, the process would take the signal for one that came too late.
        await Task.WhenAny(cell.Started.Task, Ended);
        if (process.HasExited)
            return;
        cell.WasInterrupted = true;
        ProcessSignal.SendInterrupt(process);
        var patience = Task.Delay(Patience);
        if (await Task.WhenAny(cell.Finished.Task, Ended, patience) == patience)
            Kill();
    }

    private async Task<int> EndAsync(Stream events, Action<StreamName, string> print)
    {
        using var drained = new CancellationTokenSource();
        var readers = Task.WhenAll(
            ReadEventsAsync(events, drained.Token),
            CopyAsync(process.StandardOutput, text => print(StreamName.Stdout, text), drained.Token),
            CopyAsync(process.StandardError, text => PrintError(text, print), drained.Token));
        await process.WaitForExitAsync(CancellationToken.None);
        drained.CancelAfter(DrainTime);
        await readers;
        return process.ExitCode;
    }

    private void PrintError(string text, Action<StreamName, string> print)
    {
        lastWords.Append(text);
        print(StreamName.Stderr, text);
    }

    private void Receive(CellEvent message)
    {
        receive(message);
        if (message is CellStarted)
            running?.Started.TrySetResult();
        if (message is CellFinished finished)
            running?.Finished.TrySetResult(finished.Outcome);
    }

    /// <summary>
    /// The same program again. The runtime's own <c>dotnet</c> starts it, because the program's launcher would look for a runtime
    /// where it is installed by default.
    /// </summary>
    private static ProcessStartInfo StartInfo(string folder, string startedIn, string eventPipe)
    {
        var start = new ProcessStartInfo
        {
            FileName = DotNet.Path,
            ArgumentList = { "exec", typeof(CellProcess).Assembly.Location, CellHost.Verb, eventPipe },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        HostEnvironment.MakePathsAbsolute(start.Environment, startedIn);
        return start;
    }

    private async Task TellAsync(CellRequest request)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // It ended before it listened; its exit code and what it wrote say why.
        }
    }

    private async Task ReadEventsAsync(Stream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            while (await reader.ReadLineAsync(cancellation) is { } line)
                Receive(CellEvent.FromLine(line));
        }
        catch (OperationCanceledException)
        {
            // The process is gone; whoever still holds the pipe has nothing to tell.
        }
        catch (JsonException)
        {
            // The process died in the middle of a line.
        }
    }

    private static async Task CopyAsync(StreamReader reader, Action<string> print, CancellationToken cancellation)
    {
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer, cancellation) is > 0 and var length)
                print(new string(buffer, 0, length));
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }

    /// <summary>What is known of a cell that was handed over.</summary>
    private sealed class RunningCell
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<CellOutcome> Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasInterrupted { get; set; }

        /// <summary>To the user who stopped the cell, the exception by which it heard of that says nothing.</summary>
        public CellOutcome Explain(CellOutcome outcome) =>
            WasInterrupted && outcome.Status == CellStatus.Cancelled ? outcome with { Error = CellErrors.Interruption } : outcome;
    }
}
