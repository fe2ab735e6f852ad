using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Results;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Report;

/// <summary>Renders cell outputs.</summary>
/// <param name="plotly">The page's only copy of plotly.js.</param>
internal sealed partial class OutputHtml(PlotlyScript plotly)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = Notebook.DeepestOutput };

    public string Html(JsonNode output) => (string?)output["output_type"] switch
    {
        "stream" => Stream((string?)output["name"], MultilineText.Join(output["text"])),
        "error" => Error(output),
        _ => output["data"] is JsonObject data ? Value(data) : "",
    };

    private static string Stream(string? name, string text) => text.Length == 0
        ? ""
        : $"<pre class=\"output {(name == "stderr" ? "stderr" : "stdout")}{(IsAligned(text) ? "" : " prose")}\" " +
            $"tabindex=\"0\">{Escape(text)}</pre>\n";

    /// <summary>True for text in columns, which must not wrap; sentences do.</summary>
    private static bool IsAligned(string text) => text.TrimEnd().Contains("  ", StringComparison.Ordinal) || text.Contains('\t');

    private static string Error(JsonNode output)
    {
        var trace = output["traceback"] is JsonArray lines
            ? string.Join('\n', lines.Select(line => (string?)line))
            : MultilineText.Join(output["evalue"]);
        return $"<pre class=\"output error\" role=\"alert\" tabindex=\"0\">{Escape(trace)}</pre>\n";
    }

    /// <summary>Renders the richest form that a page can show by itself.</summary>
    private string Value(JsonObject data)
    {
        if (data.ContainsKey("text/html"))
        {
            return Rich(plotly.KeepFirst(FormatterStyles().Replace(MultilineText.Join(data["text/html"]), "")));
        }

        if (data.FirstOrDefault(form => form.Key.StartsWith("image/", StringComparison.Ordinal)) is { Key: { } mimeType } image)
        {
            return Rich($"<img src=\"{ImageUrl(mimeType, MultilineText.Join(image.Value))}\" alt=\"{Alternative(data)}\">");
        }

        if (data.ContainsKey("text/markdown"))
        {
            var markdown = MultilineText.Join(data["text/markdown"]);
            return Rich(Unrendered.BlockOnFailure(markdown, () => Markdown.ToHtml(markdown)));
        }

        if (data["application/json"] is { } json)
        {
            return Stream("stdout", json.ToJsonString(Indented));
        }

        return IsForRunner(data) ? "" : Stream("stdout", MultilineText.Join(data["text/plain"]));
    }

    /// <summary>True for data that appears in the summary or the run information.</summary>
    private static bool IsForRunner(JsonObject data) =>
        data.ContainsKey(NotebookFindings.ResultMimeType) || data.ContainsKey(NotebookFindings.RunMimeType);

    private static string Rich(string html) => $"<div class=\"output rich\">{html}</div>\n";

    private static string ImageUrl(string mimeType, string content) => EmbeddedImage.DataUrl(
        mimeType,
        mimeType == "image/svg+xml"
            ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(content))
            : WebUtility.HtmlEncode(content.ReplaceLineEndings("")));

    private static string Alternative(JsonObject data) => Escape(MultilineText.Join(data["text/plain"]));

    private static string Escape(string text) => WebUtility.HtmlEncode(TerminalText.WithoutEscapes(text));

    /// <summary>The styles that the formatting package adds to every value; the page has its own.</summary>
    [GeneratedRegex(@"<style>\s*\.dni-code-hint.*?</style>", RegexOptions.Singleline)]
    private static partial Regex FormatterStyles();
}
