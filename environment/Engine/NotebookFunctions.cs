namespace Telltale.Workbench.Engine;

/// <summary>
/// Functions available in every cell, with the same names and meaning as in .NET Interactive. <c>value.Display()</c> and
/// <c>text.DisplayAs(mimeType)</c> come from its formatting package, see <see cref="PackageDisplays"/>.
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

    /// <summary>Content that is HTML, to be the value of a cell or displayed.</summary>
    public static Microsoft.AspNetCore.Html.IHtmlContent HTML(string content) => new Microsoft.AspNetCore.Html.HtmlString(content);

    /// <summary>Connects these functions to the running session; null when it ends.</summary>
    internal static void Connect(OutputChannel? session) => channel = session;
}
