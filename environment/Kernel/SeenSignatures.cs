using System.Text;

namespace Telltale.Workbench.Kernel;

/// <summary>Recognizes a message that was sent before: someone who recorded it could otherwise have it obeyed again.</summary>
/// <remarks>As many are remembered as in Jupyter's own <c>Session</c>.</remarks>
internal sealed class SeenSignatures
{
    private const int Most = 1 << 16;

    private readonly HashSet<string> known = [];
    private readonly Queue<string> order = [];

    /// <summary>True if the signature is new; remembers it.</summary>
    public bool Add(ReadOnlySpan<byte> signature)
    {
        var text = Encoding.ASCII.GetString(signature);
        if (!known.Add(text))
        {
            return false;
        }

        order.Enqueue(text);
        if (order.Count > Most)
        {
            known.Remove(order.Dequeue());
        }

        return true;
    }
}
