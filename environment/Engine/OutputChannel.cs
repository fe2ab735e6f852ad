using System.Text;

namespace Telltale.Workbench.Engine;

/// <summary>
/// Where everything a cell produces goes, in the order it was produced, from whatever thread. Text is gathered for a moment,
/// since a loop that prints a character at a time would otherwise send a message for each.
/// </summary>
internal sealed class OutputChannel : IDisposable
{
    private const int FlushAt = 64 * 1024;
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly StringBuilder pending = new();
    private readonly Timer timer;
    private StreamName pendingStream;
    private Action<CellOutput>? receive;

    public OutputChannel() => timer = new Timer(_ => Flush());

    /// <summary>
    /// From here on output goes to <paramref name="receiver"/>: one call at a time. A thread that outlives its cell writes to the
    /// cell that ran last.
    /// </summary>
    public void Attach(Action<CellOutput> receiver)
    {
        lock (gate)
        {
            SendPending();
            receive = receiver;
        }
    }

    public void Write(StreamName stream, ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            if (stream != pendingStream)
                SendPending();
            if (pending.Length == 0)
                timer.Change(FlushAfter, Timeout.InfiniteTimeSpan);
            pendingStream = stream;
            pending.Append(text);
            if (pending.Length >= FlushAt)
                SendPending();
        }
    }

    public void Send(CellOutput output)
    {
        lock (gate)
        {
            SendPending();
            receive?.Invoke(output);
        }
    }

    public void Flush()
    {
        lock (gate)
            SendPending();
    }

    public void Dispose()
    {
        timer.Dispose();
        Flush();
    }

    private void SendPending()
    {
        if (pending.Length == 0)
            return;
        var text = pending.ToString();
        pending.Clear();
        receive?.Invoke(new StreamOutput(pendingStream, text));
    }
}
