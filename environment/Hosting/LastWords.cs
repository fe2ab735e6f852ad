using System.Text;

namespace Telltale.Workbench.Hosting;

/// <summary>The end of a growing text: enough to say why a process crashed.</summary>
internal sealed class LastWords
{
    private const int MaximumLength = 16 * 1024;

    private readonly StringBuilder text = new();

    public void Append(string more)
    {
        lock (text)
        {
            text.Append(more);
            if (text.Length > 2 * MaximumLength)
            {
                text.Remove(0, text.Length - MaximumLength);
            }
        }
    }

    public override string ToString()
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
