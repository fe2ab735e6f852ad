using System.Runtime.InteropServices;

namespace Telltale.Runtime;

/// <summary>Turns Ctrl-C, or a notebook's stop button, into a cancellation token. Works in any host, since it listens to the process's own SIGINT.</summary>
public static class Interrupt
{
    private static readonly Lock Gate = new();
    private static CancellationTokenSource? current;
    private static PosixSignalRegistration? registration;

    /// <summary>
    /// A token that is cancelled by the next interrupt. While work holds it, an interrupt stops that work and not the process;
    /// after an interrupt, a new token is handed out.
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
            // A second interrupt, with nobody asking for a token in between, ends the process as usual.
            if (current is { IsCancellationRequested: false })
            {
                context.Cancel = true;
                current.Cancel();
            }
        }
    }
}
