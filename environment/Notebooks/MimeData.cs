using System.Text;
using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Notebooks;

/// <summary>Converts a displayed value to the <c>data</c> of an output: JSON as JSON, everything else as text.</summary>
internal static class MimeData
{
    /// <param name="forms">MIME type to content.</param>
    /// <param name="text">Converts text to the stored form.</param>
    /// <param name="complain">Called if content declared as JSON is invalid; it is stored as text.</param>
    public static JsonObject Of(IReadOnlyDictionary<string, string> forms, Func<string, JsonNode> text, Action<string> complain)
    {
        var data = new JsonObject();
        foreach (var (mimeType, content) in forms)
        {
            data[mimeType] = MimeBundle.IsJson(mimeType) ? Parse(mimeType, content, complain)
                : mimeType.StartsWith("text/", StringComparison.Ordinal) ? text(content)
                : content;
        }

        return data;
    }

    private static JsonNode? Parse(string mimeType, string content, Action<string> complain)
    {
        try
        {
            return StrictJson.Node(Encoding.UTF8.GetBytes(content));
        }
        catch (FormatException error)
        {
            complain($"[content displayed as {mimeType} is not valid JSON: {error.Message}.]\n");
            return content;
        }
    }
}
