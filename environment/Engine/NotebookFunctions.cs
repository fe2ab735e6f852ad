namespace Telltale.Workbench.Engine;

/// <summary>
/// Functions available in every cell, with the same names and meaning as in .NET Interactive; <see cref="DisplayMethods"/> has two more.
/// </summary>
public static class NotebookFunctions
{
    private static OutputChannel? channel;

    private static OutputChannel Channel =>
        channel ?? throw new InvalidOperationException("Nothing can be displayed: no notebook is running in this process.");

    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">Any value, or null.</param>
    /// <param name="mimeTypes">MIME types to show it in; by default those preferred by its type.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes) =>
        new DisplayedValue(Channel, shown => MimeBundle.Of(shown, mimeTypes)).Show(value);

    /// <summary>Shows a string that is content of a MIME type.</summary>
    internal static DisplayedValue DisplayContent(string value, string mimeType) =>
        new DisplayedValue(Channel, shown => shown is string content
            ? new Dictionary<string, string> { [mimeType] = content }
            : MimeBundle.Of(shown, mimeType)).Show(value);

    /// <summary>Content that is HTML, to be the value of a cell or displayed.</summary>
    public static Microsoft.AspNetCore.Html.IHtmlContent HTML(string content) => new Microsoft.AspNetCore.Html.HtmlString(content);

    /// <summary>Connects these functions to the running session; null when it ends.</summary>
    internal static void Connect(OutputChannel? session) => channel = session;
}
