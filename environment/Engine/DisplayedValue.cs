namespace Telltale.Workbench.Engine;

/// <summary>Something a cell has displayed and may replace, such as a progress bar.</summary>
public sealed class DisplayedValue
{
    private readonly OutputChannel channel;
    private readonly Func<object?, IReadOnlyDictionary<string, string>> format;

    internal DisplayedValue(OutputChannel channel, Func<object?, IReadOnlyDictionary<string, string>> format) =>
        (this.channel, this.format) = (channel, format);

    /// <summary>Names this display within the notebook.</summary>
    public string DisplayId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>
    /// Shows <paramref name="value"/> in place of what was shown before, in the same MIME types. What
    /// <see cref="NotebookFunctions.DisplayAs"/> displayed is replaced by a string that is content of that type.
    /// </summary>
    public void Update(object? value) => channel.Send(new DisplayUpdate(DisplayId, format(value)));

    internal DisplayedValue Show(object? value)
    {
        channel.Send(new DisplayOutput(DisplayId, format(value)));
        return this;
    }
}
