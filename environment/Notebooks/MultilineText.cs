using System.Text.Json.Nodes;

namespace Telltale.Workbench.Notebooks;

/// <summary>nbformat stores text as a list of lines with their line ends, for readable diffs.</summary>
internal static class MultilineText
{
    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var newline = text.IndexOf('\n', start);
            var end = newline < 0 ? text.Length : newline + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Reads either form; empty for anything else.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => (string?)line)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => "",
    };
}
