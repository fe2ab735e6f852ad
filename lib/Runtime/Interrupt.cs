using System.Runtime.InteropServices;

namespace Telltale.Runtime;

/// <summary>
/// Turns Ctrl-C or a notebook's stop button into a cancellation token. Works in any host, since it handles the process's own SIGINT.
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
                }
                return current.Token;
            }
        }
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
