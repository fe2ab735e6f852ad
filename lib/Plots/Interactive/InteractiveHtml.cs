namespace Telltale.Plots;

/// <summary>
/// Charts that work without a kernel: an HTML fragment, data, and a small script. The script is started for every copy of the fragment on
/// the page, and JupyterLab's shortcuts leave the keys alone while the focus is inside.
/// </summary>
internal static class InteractiveHtml
{
    private const string Style = """
        <style>
        .telltale-live { max-width: 46em; margin: .5em 0 1em; break-inside: avoid; }
        .telltale-live figure { margin: 0; }
        .telltale-live figcaption { font-weight: 600; margin-bottom: .4em; }
        .telltale-live label { display: block; margin: .4em 0; }
        .telltale-live fieldset { border: 1px solid rgba(127,127,127,.5); margin: 0 0 .6em; padding: .3em .8em .5em; }
        .telltale-live input[type=range] { display: block; width: min(28em, 100%); margin: 0; }
        .telltale-live button { font: inherit; padding: .3em .9em; margin: .2em .4em .2em 0; cursor: pointer; }
        .telltale-live :is(input, button):focus-visible { outline: 3px solid #3e96cc; outline-offset: 2px; }
        .telltale-live svg { display: block; width: 100%; height: 11em; background: rgba(127,127,127,.12); }
        .telltale-live table { border-collapse: collapse; margin: .6em 0; font-variant-numeric: tabular-nums; }
        .telltale-live :is(th, td) { padding: .25em .8em .25em 0; text-align: right; white-space: normal; }
        .telltale-live th { text-align: left; font-weight: 600; }
        .telltale-live[data-started] .telltale-waiting { display: none; }
        .telltale-live img { width: min(16em, 100%); image-rendering: auto; }
        </style>
        """;

    // JupyterLab listens on the document before any element does; the attribute is how it is told to leave keys alone.
    private const string Start = """
        document.querySelectorAll('[data-telltale-live="NAME"]:not([data-started])').forEach(function (root) {
          root.dataset.started = "";
          root.addEventListener("keydown", function (event) { event.stopPropagation(); });
          (SCRIPT)(root, DATA);
        });
        """;

    /// <summary>A chart.</summary>
    /// <param name="title">What it shows at first, in plain text.</param>
    /// <param name="content">Its elements.</param>
    /// <param name="script">The name of an embedded file that holds a function of the root element and the data.</param>
    /// <param name="data">The data.</param>
    public static string Of(string title, string content, string script, object data)
    {
        var name = Guid.NewGuid().ToString("N");
        var code = Start.Replace("NAME", name, StringComparison.Ordinal)
            .Replace("SCRIPT", Resource(script).Trim(), StringComparison.Ordinal)
            .Replace("DATA", ScriptJson.Of(data), StringComparison.Ordinal);
        return $"""
            {Style}
            <div class="telltale-live" data-telltale-live="{name}" data-lm-suppress-shortcuts="true">
            <figure><figcaption>{PlotText.Html(title)}</figcaption>
            <p class="telltale-waiting"><em>This chart can be used once its cell has run. {PlotlyScript.Untrusted}</em></p>
            {content}
            </figure>
            </div>
            <script>
            {code}
            </script>
            """;
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(InteractiveHtml).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
