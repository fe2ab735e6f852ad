namespace Telltale.Workbench.Engine;

/// <summary>A value on display that can be replaced, such as a progress bar.</summary>
public sealed class DisplayedValue
{
    private readonly OutputChannel channel;
    private readonly Func<object?, IReadOnlyDictionary<string, string>> format;

    internal DisplayedValue(OutputChannel channel, Func<object?, IReadOnlyDictionary<string, string>> format) =>
        (this.channel, this.format) = (channel, format);

    /// <summary>Identifies this display within the notebook.</summary>
    public string DisplayId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Replaces the displayed value, in the same MIME types.</summary>
    public void Update(object? value) => channel.Send(new DisplayUpdate(DisplayId, format(value)));

    internal DisplayedValue Show(object? value)
    {
        channel.Send(new DisplayOutput(DisplayId, format(value)));
        return this;
    }
}
