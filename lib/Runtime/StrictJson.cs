using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>
/// Parses JSON in full, once. Repeated keys, lone surrogates and invalid UTF-8 are refused here; System.Text.Json accepts some of them
/// and throws only when such a value is looked at. Every failure is a <see cref="FormatException"/> that says what is wrong.
/// </summary>
internal static class StrictJson
{
    private const int Depth = 256;

    // A metric may be NaN (ROC AUC of one class), which standard JSON cannot represent.
    private static readonly JsonSerializerOptions Records = new(JsonSerializerOptions.Strict)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>A record as JSON, for <see cref="Read"/>.</summary>
    public static string Write<T>(T record) => JsonSerializer.Serialize(record, Records);

    /// <summary>A record written by <see cref="Write"/>: no property may be missing, unknown, repeated or of another kind.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static T Read<T>(string json) where T : class => Reported(() =>
        JsonSerializer.Deserialize<T>(json, Records) ?? throw new FormatException("it is null where an object is expected"));

    /// <summary>Parses an object; the caller disposes the document.</summary>
    /// <param name="utf8">The JSON; must not change while the document is in use.</param>
    /// <exception cref="FormatException">It is not valid JSON, or not an object.</exception>
    public static JsonDocument Document(ReadOnlyMemory<byte> utf8)
    {
        var document = Parse(utf8);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }
        using (document)
        {
            throw new FormatException($"it is {KindOf(document.RootElement)}, not an object");
        }
    }

    /// <summary>Parses an object that can be changed.</summary>
    /// <exception cref="FormatException">It is not valid JSON, or not an object.</exception>
    public static JsonObject Object(ReadOnlyMemory<byte> utf8)
    {
        using var document = Document(utf8);
        return JsonObject.Create(document.RootElement.Clone())!;
    }

    /// <summary>Parses any value; null for the value null.</summary>
    /// <exception cref="FormatException">It is not valid JSON.</exception>
    public static JsonNode? Node(ReadOnlyMemory<byte> utf8)
    {
        using var document = Parse(utf8);
        var root = document.RootElement.Clone();
        return root.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(root),
            JsonValueKind.Array => JsonArray.Create(root),
            JsonValueKind.Null => null,
            _ => JsonValue.Create(root),
        };
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8) => Reported(() =>
    {
        var document = JsonDocument.Parse(utf8, new() { AllowDuplicateProperties = false, MaxDepth = Depth });
        try
        {
            Visit(document.RootElement);
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    });

    // Reading every name and every string decodes it, which finds what the parser leaves for later.
    private static void Visit(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Visit(item);
                }
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Visit(property.Value);
                }
                break;
        }
    }

    private static string KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    // The parser reports text that is no valid Unicode as InvalidOperationException, and numbers that do not fit in several ways.
    private static T Reported<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"its JSON is malformed ({cause.Message.TrimEnd('.')})", cause);
        }
    }
}
