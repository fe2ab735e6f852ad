using System.Runtime.InteropServices;

namespace Telltale.Runtime;

/// <summary>
/// Turns Ctrl-C, a notebook's stop button, or the SIGTERM by which a scheduler announces the end of a job into a cancellation token. Works
/// in any host, since it handles the process's own signals; in .NET Interactive, which cancels a cell without a signal, the token also
/// follows the cell's (after <c>Notebook.Start</c>).
/// </summary>
/// <example><code>
/// var cancellation = Interrupt.Token;
/// for (var i = 0; i &lt; 1000; i++)
/// {
///     cancellation.ThrowIfCancellationRequested();
/// }
/// </code></example>
public static class Interrupt
{
    private static readonly Lock Gate = new();
    private static CancellationTokenSource? current;
    private static PosixSignalRegistration[]? registrations;
    private static PosixSignal signal;
    private static (CancellationToken Cell, CancellationTokenSource Either)? hosted;

    /// <summary>The token with which the host cancels the cell that is running; null for a host that sends SIGINT.</summary>
    internal static Func<CancellationToken>? CellToken { get; set; }

    /// <summary>
    /// A token that the next interrupt cancels. The first interrupt after reading this property cancels the token instead of ending the
    /// process; after an interrupt, the property returns a new token. After SIGTERM it remains cancelled, since the process is to end.
    /// </summary>
    public static CancellationToken Token
    {
        get
        {
            lock (Gate)
            {
                registrations ??=
                [
                    PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt),
                    PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnInterrupt),
                ];
                if (current is null || (current.IsCancellationRequested && signal != PosixSignal.SIGTERM))
                {
                    current = new CancellationTokenSource();
                    hosted = null;
                }
                return CellToken?.Invoke() is { CanBeCanceled: true } cell ? WithHost(current, cell) : current.Token;
            }
        }
    }

    /// <summary>The same token for every reading in a cell, so that a loop that reads it registers with the host once.</summary>
    private static CancellationToken WithHost(CancellationTokenSource source, CancellationToken cell)
    {
        if (hosted is not { } known || known.Cell != cell)
        {
            known = (cell, CancellationTokenSource.CreateLinkedTokenSource(source.Token, cell));
            hosted = known;
        }
        return known.Either.Token;
    }

    private static void OnInterrupt(PosixSignalContext context)
    {
        lock (Gate)
        {
            // A second one of a kind, without a new token in between, ends the process as usual.
            if (current is { IsCancellationRequested: false })
            {
                (context.Cancel, signal) = (true, context.Signal);
                current.Cancel();
            }
            else
            {
                context.Cancel = context.Signal != signal;
            }
        }
    }
}
