using System.Text;

namespace Telltale.Workbench.Hosting;

/// <summary>The end of a text that grows: enough to say what a process died of.</summary>
internal sealed class LastWords
{
    private const int Kept = 16 * 1024;

    private readonly StringBuilder text = new();

    public void Append(string more)
    {
        lock (text)
        {
            text.Append(more);
            if (text.Length > 2 * Kept)
                text.Remove(0, text.Length - Kept);
        }
    }

    public override string ToString()
    {
        lock (text)
            return text.ToString();
    }
}
