using System.Runtime.InteropServices;

namespace Telltale.Workbench.Runner;

/// <summary>Ctrl-C: the first asks for an orderly end, the second for an end at once.</summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource requested = new();
    private readonly CancellationTokenSource insisted = new();
    private PosixSignalRegistration? registration;

    /// <summary>Cancelled when the run should end.</summary>
    public CancellationToken Requested => requested.Token;

    /// <summary>Cancelled when it should end without waiting for anything.</summary>
    public CancellationToken Insisted => insisted.Token;

    /// <summary>A request that Ctrl-C makes.</summary>
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

    /// <summary>Asks, or asks again.</summary>
    public void Stop()
    {
        if (requested.IsCancellationRequested)
            insisted.Cancel();
        else
            requested.Cancel();
    }

    public void Dispose()
    {
        registration?.Dispose();
        requested.Dispose();
        insisted.Dispose();
    }
}
