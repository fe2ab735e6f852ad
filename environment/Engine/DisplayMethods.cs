namespace Telltale.Workbench.Engine;

/// <summary>
/// The extension methods available in every cell. The formatting package has methods of the same names, whose updates have another id than
/// what they update, so that front ends cannot replace it. Methods that a script declares itself are preferred to imported ones: the first
/// submission of a session declares these.
/// </summary>
public static class DisplayMethods
{
    /// <summary>The first submission of a session.</summary>
    internal const string Declarations = """
        static Telltale.Workbench.Engine.DisplayedValue Display(this object value, params string[] mimeTypes) =>
            Telltale.Workbench.Engine.DisplayMethods.Show(value, mimeTypes);
        static Telltale.Workbench.Engine.DisplayedValue DisplayAs(this string value, string mimeType) =>
            Telltale.Workbench.Engine.DisplayMethods.ShowAs(value, mimeType);
        """;

    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">Any value, or null.</param>
    /// <param name="mimeTypes">MIME types to show it in; by default those preferred by its type.</param>
    public static DisplayedValue Show(object? value, params string[] mimeTypes) => NotebookFunctions.display(value, mimeTypes);

    /// <summary>Shows a string that is content of a MIME type, such as HTML.</summary>
    public static DisplayedValue ShowAs(string value, string mimeType) => NotebookFunctions.DisplayContent(value, mimeType);
}
