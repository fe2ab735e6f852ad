using System.Text.Encodings.Web;
using System.Text.Json;

namespace Telltale.Plots;

/// <summary>Data as JSON inside a script element.</summary>
internal static class ScriptJson
{
    // The default would write each + of an embedded image as six characters.
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The data, with names in camel case; <c>&lt;</c> is escaped, so that no text ends the script.</summary>
    public static string Of(object data) => JsonSerializer.Serialize(data, Options).Replace("<", "\\u003c", StringComparison.Ordinal);
}
