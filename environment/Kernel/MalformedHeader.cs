using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Telltale.Workbench.Kernel;

/// <summary>Reads from a header that is not valid what a refusal needs: whose request of which type it is.</summary>
internal static partial class MalformedHeader
{
    private const int Deepest = 10_000;

    private static readonly string[] Names = ["msg_id", "session", "username", "date", "msg_type", "version"];

    /// <summary>The texts of a header, with U+FFFD for what is no text; null if it names no type.</summary>
    public static JsonObject? Read(byte[] part)
    {
        try
        {
            // The decoder replaces invalid UTF-8. Of repeated names, the document has the last.
            var text = LoneSurrogate().Replace(Encoding.UTF8.GetString(part), "\\ufffd");
            using var document = JsonDocument.Parse(text, new() { MaxDepth = Deepest });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Texts(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject? Texts(JsonElement json)
    {
        var texts = new JsonObject();
        foreach (var name in Names)
        {
            if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                texts[name] = value.GetString();
            }
        }

        return texts.ContainsKey("msg_type") ? texts : null;
    }

    /// <summary>The escape of a first half without a second after it, or of a second half without a first before it.</summary>
    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
        + @"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex LoneSurrogate();
}
