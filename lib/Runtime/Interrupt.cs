using System.Runtime.InteropServices;

namespace Telltale.Runtime;

/// <summary>
/// Turns Ctrl-C or a notebook's stop button into a cancellation token. Works in any host, since it handles the process's own SIGINT; in
/// .NET Interactive, which cancels a cell without a signal, the token also follows the cell's (after <c>Notebook.Start</c>).
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
    private static PosixSignalRegistration? registration;
    private static (CancellationToken Cell, CancellationTokenSource Either)? hosted;

    /// <summary>The token with which the host cancels the cell that is running; null for a host that sends SIGINT.</summary>
    internal static Func<CancellationToken>? CellToken { get; set; }

    /// <summary>
    /// A token that the next interrupt cancels. The first interrupt after reading this property cancels the token instead of ending the
    /// process; after an interrupt, the property returns a new token.
    /// </summary>
    public static CancellationToken Token
    {
        get
        {
            lock (Gate)
            {
                registration ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
                if (current is null || current.IsCancellationRequested)
                {
                    current = new CancellationTokenSource();
                    hosted = null;
                }
                return CellToken?.Invoke() is { CanBeCanceled: true } cell ? WithHost(current, cell) : current.Token;
            }
        }
    }

    /// <summary>The same token for every reading in a cell, so that a loop that reads it registers with the host once.</summary>
    private static CancellationToken WithHost(CancellationTokenSource signal, CancellationToken cell)
    {
        if (hosted is not { } known || known.Cell != cell)
        {
            known = (cell, CancellationTokenSource.CreateLinkedTokenSource(signal.Token, cell));
            hosted = known;
        }
        return known.Either.Token;
    }

    private static void OnInterrupt(PosixSignalContext context)
    {
        lock (Gate)
        {
            // A second interrupt, without a new token in between, ends the process as usual.
            if (current is { IsCancellationRequested: false })
            {
                context.Cancel = true;
                current.Cancel();
            }
        }
    }
}
