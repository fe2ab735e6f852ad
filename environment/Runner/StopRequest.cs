using System.Runtime.InteropServices;

namespace Telltale.Workbench.Runner;

/// <summary>Ctrl-C: the first requests an orderly stop, the second an immediate one.</summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource requested = new();
    private readonly CancellationTokenSource insisted = new();
    private PosixSignalRegistration? registration;

    /// <summary>Cancelled when the run should stop.</summary>
    public CancellationToken Requested => requested.Token;

    /// <summary>Cancelled when the run should stop immediately.</summary>
    public CancellationToken Insisted => insisted.Token;

    /// <summary>A request triggered by Ctrl-C.</summary>
    public static StopRequest OnInterrupt()
    {
        var request = new StopRequest();
        request.registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            request.Stop();
        });
        return request;
    }

    /// <summary>Requests a stop; the second call requests an immediate one.</summary>
    public void Stop()
    {
        if (requested.IsCancellationRequested)
        {
            insisted.Cancel();
        }
        else
        {
            requested.Cancel();
        }
    }

    public void Dispose()
    {
        registration?.Dispose();
        requested.Dispose();
        insisted.Dispose();
    }
}
