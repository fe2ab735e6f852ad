using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Kernel;

/// <summary>Converts cell outputs to Jupyter messages.</summary>
internal static class CellMessage
{
    /// <summary>Message type and content for an output.</summary>
    public static (string Type, JsonObject Content) Of(CellOutput output, int executionCount) => output switch
    {
        StreamOutput stream => ("stream", new JsonObject
        {
            ["name"] = stream.Stream == StreamName.Stderr ? "stderr" : "stdout",
            ["text"] = stream.Text,
        }),
        DisplayOutput display => ("display_data", Display(display.DisplayId, display.Data)),
        DisplayUpdate update => ("update_display_data", Display(update.DisplayId, update.Data)),
        ResultOutput result => ("execute_result", new JsonObject
        {
            ["execution_count"] = executionCount,
            ["data"] = Data(result.Data),
            ["metadata"] = new JsonObject(),
        }),
        _ => throw new ArgumentException($"{output.GetType().Name} has no message.", nameof(output)),
    };

    /// <summary>The content of an <c>error</c> message; also part of the reply.</summary>
    public static JsonObject Of(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Trace.Select(line => (JsonNode)line)]),
    };

    /// <summary>The value of an expression, as a reply lists it.</summary>
    public static JsonObject Of(ExpressionValue value)
    {
        if (value.Error is { } error)
        {
            var content = Of(error);
            content["status"] = "error";
            return content;
        }

        return new() { ["status"] = "ok", ["data"] = Data(value.Data!), ["metadata"] = new JsonObject() };
    }

    private static JsonObject Display(string id, IReadOnlyDictionary<string, string> forms) => new()
    {
        ["data"] = Data(forms),
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = id },
    };

    private static JsonObject Data(IReadOnlyDictionary<string, string> forms) =>
        MimeData.Of(forms, text => JsonValue.Create(text), Console.Error.Write);
}
