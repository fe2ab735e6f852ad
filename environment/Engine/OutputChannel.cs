using System.Text;

namespace Telltale.Workbench.Engine;

/// <summary>Whether printed text is kept for a moment, to be sent together.</summary>
internal enum Buffering
{
    /// <summary>For 50 ms: a loop that prints single characters would otherwise send a message for each.</summary>
    Brief,

    /// <summary>Not at all: nothing is lost if the process ends without notice.</summary>
    None,
}

/// <summary>Receives all outputs of a cell in order, from any thread.</summary>
internal sealed class OutputChannel : IDisposable
{
    private const int FlushAt = 64 * 1024;
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly StringBuilder pending = new();
    private readonly Timer timer;
    private readonly int flushAt;
    private StreamName pendingStream;
    private Action<CellOutput>? receive;

    public OutputChannel(Buffering buffering = Buffering.Brief)
    {
        flushAt = buffering == Buffering.None ? 1 : FlushAt;
        timer = new Timer(_ => Flush());
    }

    /// <summary>
    /// Sends output to <paramref name="receiver"/> from now on, one call at a time. A thread that outlives its cell writes to the most
    /// recent cell.
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
            {
                SendPending();
            }

            if (pending.Length == 0 && flushAt > 1)
            {
                timer.Change(FlushAfter, Timeout.InfiniteTimeSpan);
            }

            pendingStream = stream;
            pending.Append(text);
            if (pending.Length >= flushAt)
            {
                SendPending();
            }
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
        {
            SendPending();
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        Flush();
    }

    private void SendPending()
    {
        if (pending.Length == 0)
        {
            return;
        }

        var text = pending.ToString();
        pending.Clear();
        receive?.Invoke(new StreamOutput(pendingStream, text));
    }
}
