using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace Telltale.Workbench.Engine;

/// <summary>Shows what cells display with the formatting package's own methods, <c>Display</c> and <c>DisplayAs</c>.</summary>
internal static class PackageDisplays
{
    /// <summary>The package's own id differs between a value and its update, which front ends then cannot match.</summary>
    private static readonly ConditionalWeakTable<Microsoft.DotNet.Interactive.Formatting.DisplayedValue, string> Ids = [];

    /// <summary>Sends every displayed or updated value to a channel until disposed.</summary>
    public static IDisposable SendTo(OutputChannel channel) => Formatter.SubscribeToDisplayedValues(displayed => channel.Send(
        displayed.IsUpdated ? new DisplayUpdate(Id(displayed), Forms(displayed)) : new DisplayOutput(Id(displayed), Forms(displayed))));

    private static string Id(Microsoft.DotNet.Interactive.Formatting.DisplayedValue displayed) =>
        Ids.GetValue(displayed, _ => Guid.NewGuid().ToString("N"));

    private static IReadOnlyDictionary<string, string> Forms(Microsoft.DotNet.Interactive.Formatting.DisplayedValue displayed)
    {
        var forms = displayed.FormattedValues.DistinctBy(form => form.MimeType).ToDictionary(form => form.MimeType, form => form.Value);
        // Text that replaces content of a MIME type is content too, and must not be escaped.
        if (displayed is { IsUpdated: true, Value: string content } && forms.Count == 1 && !forms.ContainsKey(MimeBundle.PlainText))
        {
            return new Dictionary<string, string> { [forms.Keys.First()] = content };
        }

        return displayed.Value is { } value && Formatter.GetPreferredMimeTypesFor(value.GetType()).ToHashSet().SetEquals(forms.Keys)
            ? MimeBundle.Of(value) : forms;
    }
}
