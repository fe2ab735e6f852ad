using System.Net;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Report;

/// <summary>What cannot be rendered is shown as it was written: one cell must not cost the report of all others.</summary>
internal static class Unrendered
{
    /// <summary>The rendering of a text; the escaped text if the renderer fails or the text is nested too deeply for it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="render">Renders it as HTML.</param>
    public static string OnFailure(string text, Func<string> render)
    {
        if (Nesting.IsTooDeep(text))
        {
            return WebUtility.HtmlEncode(text);
        }

        try
        {
            return render();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return WebUtility.HtmlEncode(text);
        }
    }

    /// <summary>As <see cref="OnFailure"/>, for a text that becomes a block of its own.</summary>
    public static string BlockOnFailure(string text, Func<string> render)
    {
        var rendered = false;
        var html = OnFailure(text, () =>
        {
            var made = render();
            rendered = true;
            return made;
        });
        return rendered ? html : $"<pre class=\"output\" tabindex=\"0\">{html}</pre>\n";
    }
}
