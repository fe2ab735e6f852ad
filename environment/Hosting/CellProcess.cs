using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Hosting;

/// <summary>The parent's side of a <see cref="CellHost"/>: starts the process, sends it cells and receives their events.</summary>
internal sealed class CellProcess : IAsyncDisposable
{
    /// <summary>Time after an interrupt before the process is killed: the cell's grace period and a margin.</summary>
    private static readonly TimeSpan KillDelay = CSharpSession.GracePeriod + TimeSpan.FromSeconds(5);

    /// <summary>
    /// As above, after a termination: a batch of a large network takes longer than a user waits, and a scheduler kills by its own clock.
    /// </summary>
    private static readonly TimeSpan TerminationDelay = TimeSpan.FromMinutes(5);

    /// <summary>Time for an orderly end.</summary>
    private static readonly TimeSpan EndDelay = TimeSpan.FromSeconds(5);

    /// <summary>A process started by a cell may keep our pipes open; they are read for this long after the exit.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly ProcessFamily family;
    private readonly FamilyWatch watch;
    private readonly Action<CellEvent> receive;
    private readonly OutputChannel outputs = new(Buffering.Brief);
    private readonly LastWords lastWords = new();
    private volatile RunningCell? running;
    private int outputsOf = int.MinValue;

    private CellProcess(
        Process process, ProcessFamily family, Stream events, Action<CellEvent> receive, Action<StreamName, string> print)
    {
        (this.process, this.family, this.receive, watch) = (process, family, receive, FamilyWatch.Start(family.Entry));
        Ended = EndAsync(events, print);
    }

    /// <summary>The process's exit code, available when it has ended and its pipes have been read.</summary>
    public Task<int> Ended { get; }

    /// <summary>The end of the process's standard error, where the runtime writes why it crashed.</summary>
    public string LastWords => lastWords.ToString();

    /// <summary>Starts a process for cells.</summary>
    /// <param name="folder">The notebook's folder, used as working directory.</param>
    /// <param name="startedIn">Where relative paths in settings start.</param>
    /// <param name="receive">Called with each event, never from two threads at once.</param>
    /// <param name="print">Called with text written to the real output streams, as native libraries do.</param>
    public static CellProcess Start(string folder, string startedIn, Action<CellEvent> receive, Action<StreamName, string> print)
    {
        var events = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var family = ProcessFamily.New();
        var start = StartInfo(folder, startedIn, events.GetClientHandleAsString());
        family.Mark(start.Environment);
        var process = Process.Start(start)!;
        events.DisposeLocalCopyOfClientHandle();
        return new CellProcess(process, family, events, receive, print);
    }

    /// <summary>Runs one cell; not to be called concurrently.</summary>
    /// <returns>How it ended; null if the process ended.</returns>
    public async Task<CellOutcome?> ExecuteAsync(CellRequest request)
    {
        var cell = running = new RunningCell();
        await SendAsync(request);
        await Task.WhenAny(cell.Finished.Task, Ended);
        running = null;
        return cell.Finished.Task.IsCompleted ? cell.Explain(await cell.Finished.Task) : null;
    }

    /// <summary>Interrupts the running cell, as Ctrl-C does; kills the process if it does not stop. Does nothing between cells.</summary>
    public void Interrupt() => Stop(isTermination: false);

    /// <summary>As <see cref="Interrupt"/>.</summary>
    /// <param name="isTermination">By SIGTERM and with more time: a training ends at its next batch with a checkpoint.</param>
    public void Stop(bool isTermination)
    {
        if (running is { } cell)
        {
            _ = isTermination
                ? StopAsync(cell, ProcessSignal.SendTermination, TerminationDelay)
                : StopAsync(cell, ProcessSignal.SendInterrupt, KillDelay);
        }
    }

    /// <summary>Kills the process and its children.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Ends the process and all that it started: normally after its last cell, immediately during one.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        if (await Task.WhenAny(Ended, Task.Delay(EndDelay)) != Ended)
        {
            // Something stopped it, so that it does not notice the end of its input.
            Kill();
        }

        await Ended;
        process.Dispose();
    }

    private async Task StopAsync(RunningCell cell, Action<Process> send, TimeSpan delay)
    {
        // Until the cell has started, the process would ignore the signal as one between cells.
        await Task.WhenAny(cell.Started.Task, Ended);
        if (process.HasExited)
        {
            return;
        }

        cell.WasInterrupted = true;
        send(process);
        var killDelay = Task.Delay(delay);
        if (await Task.WhenAny(cell.Finished.Task, Ended, killDelay) == killDelay)
        {
            Kill();
        }
    }

    private async Task<int> EndAsync(Stream events, Action<StreamName, string> print)
    {
        using var drained = new CancellationTokenSource();
        var readers = Task.WhenAll(
            ReadEventsAsync(events, drained.Token),
            CopyAsync(process.StandardOutput, text => print(StreamName.Stdout, text), drained.Token),
            CopyAsync(process.StandardError, text => PrintError(text, print), drained.Token));
        await process.WaitForExitAsync(CancellationToken.None);
        family.End();
        watch.Dispose();
        drained.CancelAfter(DrainTime);
        await readers;
        outputs.Dispose();
        return process.ExitCode;
    }

    private void PrintError(string text, Action<StreamName, string> print)
    {
        lastWords.Append(text);
        print(StreamName.Stderr, text);
    }

    private void Receive(CellEvent message)
    {
        if (message is CellProduced produced)
        {
            Collect(produced);
            return;
        }

        outputs.Flush();
        receive(message);
        if (message is CellStarted)
        {
            running?.Started.TrySetResult();
        }

        if (message is CellFinished finished)
        {
            running?.Finished.TrySetResult(finished.Outcome);
        }
    }

    /// <summary>
    /// The process sends text at once, so that nothing is lost when it ends; here it is joined, because a front end that receives single
    /// characters becomes slow.
    /// </summary>
    private void Collect(CellProduced produced)
    {
        if (produced.Cell != outputsOf)
        {
            outputsOf = produced.Cell;
            outputs.Attach(output => receive(new CellProduced(produced.Cell, output)));
        }

        if (produced.Output is StreamOutput text)
        {
            outputs.Write(text.Stream, text.Text);
        }
        else
        {
            outputs.Send(produced.Output);
        }
    }

    /// <summary>
    /// Starts this program again, with the <c>dotnet</c> of the current runtime: the program's launcher would look for a runtime in the
    /// default location only.
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
        HostEnvironment.DisableDiagnostics(start.Environment);
        return start;
    }

    private async Task SendAsync(CellRequest request)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // The process has ended; exit code and standard error say why.
        }
    }

    private async Task ReadEventsAsync(Stream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                Receive(CellEvent.FromLine(line));
            }
        }
        catch (OperationCanceledException)
        {
            // The process has ended; only another process holds the pipe open.
        }
        catch (JsonException)
        {
            // The process ended in the middle of a line.
        }
    }

    private static async Task CopyAsync(StreamReader reader, Action<string> print, CancellationToken cancellation)
    {
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer, cancellation) is > 0 and var length)
            {
                print(new string(buffer, 0, length));
            }
        }
        catch (OperationCanceledException)
        {
            // As in ReadEventsAsync.
        }
    }

    /// <summary>The state of the running cell.</summary>
    private sealed class RunningCell
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<CellOutcome> Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasInterrupted { get; set; }

        /// <summary>Replaces the cancellation exception by a message that the cell was interrupted.</summary>
        public CellOutcome Explain(CellOutcome outcome) =>
            WasInterrupted && outcome.Status == CellStatus.Cancelled ? outcome with { Error = CellErrors.Interruption } : outcome;
    }
}
