using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Telltale.Environment.Engine;

namespace Telltale.Environment.Runner;

/// <summary>The runner's end of a notebook's process.</summary>
internal static class NotebookProcess
{
    /// <summary>How long after Ctrl-C the process may take: the cell's own time to stop, and some to say so.</summary>
    private static readonly TimeSpan Patience = CSharpSession.GracePeriod + TimeSpan.FromSeconds(5);

    /// <summary>A process the notebook itself started may hold our pipes open; what is in them is read this long.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    /// <summary>Runs cells in a process of their own and waits for its end.</summary>
    /// <param name="task">What to run.</param>
    /// <param name="receive">Gets each event; not called from two threads at once.</param>
    /// <param name="print">Gets text that reached the real output streams, as native libraries write it.</param>
    /// <param name="interrupt">Asks the cell to stop, as Ctrl-C does; the process is killed when it does not.</param>
    /// <param name="kill">Kills the process at once.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(
        ChildTask task, Action<RunEvent> receive, Action<StreamName, string> print, CancellationToken interrupt, CancellationToken kill)
    {
        await using var events = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var process = Process.Start(StartInfo(task.Folder, events.GetClientHandleAsString()))!;
        events.DisposeLocalCopyOfClientHandle();
        await TellAsync(process, task);

        using var drained = new CancellationTokenSource();
        var readers = Task.WhenAll(
            ReadEventsAsync(events, receive, drained.Token),
            CopyAsync(process.StandardOutput, text => print(StreamName.Stdout, text), drained.Token),
            CopyAsync(process.StandardError, text => print(StreamName.Stderr, text), drained.Token));
        await WaitAsync(process, interrupt, kill);
        drained.CancelAfter(DrainTime);
        await readers;
        return process.ExitCode;
    }

    private static async Task WaitAsync(Process process, CancellationToken interrupt, CancellationToken kill)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(kill);
        using var onInterrupt = interrupt.Register(() =>
        {
            ProcessSignal.SendInterrupt(process);
            patience.CancelAfter(Patience);
        });
        using var onImpatience = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>
    /// The same program again. The runtime's own <c>dotnet</c> starts it, because the program's launcher would look for a runtime
    /// where it is installed by default.
    /// </summary>
    private static ProcessStartInfo StartInfo(string folder, string eventPipe)
    {
        var start = new ProcessStartInfo
        {
            FileName = Path.GetFullPath(
                OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet", Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
            ArgumentList = { "exec", typeof(NotebookProcess).Assembly.Location, NotebookChild.Verb, eventPipe },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        ChildEnvironment.MakePathsAbsolute(start.Environment, Directory.GetCurrentDirectory());
        return start;
    }

    private static async Task TellAsync(Process process, ChildTask task)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(task));
            await process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // It ended before it listened; its exit code and what it wrote say why.
        }
    }

    private static async Task ReadEventsAsync(Stream stream, Action<RunEvent> receive, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            while (await reader.ReadLineAsync(cancellation) is { } line)
                receive(RunEvent.FromLine(line));
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
}
