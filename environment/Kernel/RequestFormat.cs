using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Kernel;

/// <summary>
/// The fields that the Jupyter protocol gives its requests. A request is checked once, so that no later look at a field fails. Unknown
/// fields and unknown requests are allowed: newer front ends send them.
/// </summary>
internal static class RequestFormat
{
    private static readonly Field[] Header =
    [
        Text("msg_id"), Text("session"), Text("username"), Text("date"), Text("msg_type") with { Required = true }, Text("version"),
        Text("subshell_id"),
    ];

    private static readonly Field[] Comm = [Text("comm_id") with { Required = true }, Text("target_name"), Object("data")];

    private static readonly Field Code = Text("code") with { Required = true };

    private static readonly Dictionary<string, Field[]> Contents = new()
    {
        ["execute_request"] =
            [Code, Flag("silent"), Flag("store_history"), Flag("allow_stdin"), Flag("stop_on_error"), Object("user_expressions")],
        ["complete_request"] = [Code, Whole("cursor_pos")],
        ["inspect_request"] = [Code, Whole("cursor_pos"), Whole("detail_level")],
        ["is_complete_request"] = [Code],
        ["history_request"] =
        [
            Flag("output"), Flag("raw"), Flag("unique"), Text("hist_access_type"), Text("pattern"),
            Whole("session"), Whole("start"), Whole("stop"), Whole("n"),
        ],
        ["comm_info_request"] = [Text("target_name")],
        ["shutdown_request"] = [Flag("restart")],
        ["comm_open"] = Comm,
        ["comm_msg"] = Comm,
        ["comm_close"] = Comm,
    };

    /// <summary>What is wrong with a request; null if nothing is.</summary>
    public static string? FaultOf(Message request) =>
        request.Fault ?? Fault(request.Content, Contents.GetValueOrDefault(request.Type, []), "content");

    /// <summary>Refuses a header with a field of another kind, or without a type.</summary>
    /// <exception cref="FormatException">It has one.</exception>
    public static void RequireHeader(JsonObject header)
    {
        if (Fault(header, Header, "header") is { } fault)
        {
            throw new FormatException(fault);
        }
    }

    private static string? Fault(JsonObject json, IEnumerable<Field> fields, string part) =>
        fields.Select(field => field.FaultIn(json)).OfType<string>().Select(fault => $"in the {part}, {fault}").FirstOrDefault();

    private static Field Text(string name) => new(name, "text", node => node.GetValueKind() == JsonValueKind.String);

    private static Field Flag(string name) =>
        new(name, "true or false", node => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False);

    private static Field Whole(string name) =>
        new(name, "a whole number", node => node is JsonValue value && value.TryGetValue<int>(out _));

    private static Field Object(string name) => new(name, "an object", node => node is JsonObject);

    /// <summary>A field; it may be missing or null unless it is required.</summary>
    private sealed record Field(string Name, string Kind, Func<JsonNode, bool> Fits)
    {
        public bool Required { get; init; }

        public string? FaultIn(JsonObject json) => json[Name] switch
        {
            null => Required ? $"'{Name}' is missing" : null,
            { } node => Fits(node) ? null : $"'{Name}' is not {Kind}",
        };
    }
}
