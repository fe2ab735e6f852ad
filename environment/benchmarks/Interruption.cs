namespace Telltale.Benchmarks;

/// <summary>Ctrl+C, as something that work looks at to stop in good order.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What the program ends with after it.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource source = new();

    public Interruption() => Console.CancelKeyPress += Stop;

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        source.Dispose();
    }

    private void Stop(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = true;
        source.Cancel();
    }
}
