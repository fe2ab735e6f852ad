using System.Runtime.InteropServices;

namespace Telltale.Workbench.Runner;

/// <summary>
/// Ctrl-C: the first requests an orderly stop, the second an immediate one. SIGTERM, by which a scheduler ends a job, requests an orderly
/// stop with more time, however often it comes.
/// </summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource requested = new();
    private readonly CancellationTokenSource insisted = new();
    private PosixSignalRegistration[] registrations = [];

    /// <summary>Cancelled when the run should stop.</summary>
    public CancellationToken Requested => requested.Token;

    /// <summary>Cancelled when the run should stop immediately.</summary>
    public CancellationToken Insisted => insisted.Token;

    /// <summary>True where SIGTERM requested the stop.</summary>
    public bool IsTermination { get; private set; }

    /// <summary>A request triggered by Ctrl-C or SIGTERM.</summary>
    public static StopRequest OnSignal()
    {
        var request = new StopRequest();
        PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            act();
        });
        request.registrations = [On(PosixSignal.SIGINT, request.Stop), On(PosixSignal.SIGTERM, request.Terminate)];
        return request;
    }

    /// <summary>Requests a stop by SIGTERM; a second call does nothing.</summary>
    public void Terminate()
    {
        if (!requested.IsCancellationRequested)
        {
            IsTermination = true;
            requested.Cancel();
        }
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
        Array.ForEach(registrations, registration => registration.Dispose());
        requested.Dispose();
        insisted.Dispose();
    }
}
