using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text.Json;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Hosting;

/// <summary>
/// The process that runs a notebook's cells. It reads them from standard input, one JSON object per line; input stays open as long as
/// the parent process lives. Events use a separate pipe, because native libraries may write to standard output.
/// </summary>
internal sealed class CellHost : IDisposable
{
    /// <summary>The internal verb that starts this process.</summary>
    public const string Verb = "cell-host";

    private readonly BlockingCollection<CellRequest> requests = [];
    private readonly Lock gate = new();
    private readonly StreamWriter events;
    private CancellationTokenSource? running;
    private bool inputEnded;
    private volatile bool terminated;

    private CellHost(string eventPipe) =>
        events = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, eventPipe)) { AutoFlush = true };

    /// <summary>Runs cells until standard input ends.</summary>
    /// <param name="eventPipe">Handle of the event pipe.</param>
    public static async Task<int> RunAsync(string eventPipe)
    {
        ProcessSignal.LeaveGroup();
        ProcessSignal.ReceiveInterrupts();
        using var host = new CellHost(eventPipe);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, host.OnInterrupt);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, host.OnTermination);
        new Thread(host.ReadRequests) { IsBackground = true, Name = "requests" }.Start(Console.In);
        using var session = new CSharpSession(Directory.GetCurrentDirectory(), Buffering.None);
        await session.WarmUpAsync();
        foreach (var request in host.requests.GetConsumingEnumerable())
        {
            await host.RunAsync(request, session);
        }

        ProcessFamily.OfThisProcess()?.End();
        // A thread left by a cell must not keep the process alive.
        Environment.Exit(0);
        return 0;
    }

    public void Dispose()
    {
        events.Dispose();
        requests.Dispose();
    }

    private async Task RunAsync(CellRequest cell, CSharpSession session)
    {
        using var cancellation = new CancellationTokenSource();
        if (!Begin(cancellation))
        {
            return;
        }

        Send(new CellStarted(cell.Cell, DateTimeOffset.UtcNow));
        var outcome = await session.ExecuteAsync(
            cell.Code, cell.Name, output => Send(new CellProduced(cell.Cell, output)), cancellation.Token);
        if (outcome.Status == CellStatus.Succeeded && cell.Expressions.Count > 0)
        {
            var values = new Dictionary<string, ExpressionValue>();
            foreach (var (name, expression) in cell.Expressions)
            {
                values[name] = await session.EvaluateAsync(expression);
            }
            outcome = outcome with { Values = values };
        }

        lock (gate)
        {
            running = null;
        }

        using var self = Process.GetCurrentProcess();
        Send(new CellFinished(cell.Cell, DateTimeOffset.UtcNow, outcome, self.PeakWorkingSet64, terminated));
    }

    private bool Begin(CancellationTokenSource cancellation)
    {
        lock (gate)
        {
            running = inputEnded ? null : cancellation;
            return !inputEnded;
        }
    }

    /// <summary>Ignores an interrupt between two cells.</summary>
    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (gate)
        {
            running?.Cancel();
        }
    }

    /// <summary>
    /// A scheduler sends SIGTERM to every process of a job, to this one perhaps before its parent. The cell hears it from the library's
    /// Interrupt, the parent with the outcome; this process lives until then.
    /// </summary>
    private void OnTermination(PosixSignalContext context)
    {
        context.Cancel = true;
        terminated = true;
    }

    private void ReadRequests(object? input)
    {
        while (((TextReader)input!).ReadLine() is { } line)
        {
            requests.Add(JsonSerializer.Deserialize<CellRequest>(line)!);
        }

        lock (gate)
        {
            inputEnded = true;
            // The parent process is gone; nobody needs the result of this cell.
            if (running is not null)
            {
                ProcessFamily.OfThisProcess()?.End();
                KillSelf();
            }
        }

        requests.CompleteAdding();
    }

    private static void KillSelf()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    private void Send(CellEvent message)
    {
        lock (events)
        {
            events.WriteLine(message.ToLine());
        }
    }
}
