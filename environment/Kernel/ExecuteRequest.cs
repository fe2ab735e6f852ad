using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Kernel;

/// <summary>The content of an <c>execute_request</c>.</summary>
/// <param name="Code">C#.</param>
/// <param name="Silent">Whether to publish nothing but the reply.</param>
/// <param name="StoreHistory">Whether to number it and add it to the history.</param>
/// <param name="StopOnError">Whether to drop the waiting requests if it fails.</param>
/// <param name="Expressions">Expressions to evaluate afterwards, by name.</param>
internal sealed record ExecuteRequest(
    string Code, bool Silent, bool StoreHistory, bool StopOnError, IReadOnlyDictionary<string, string> Expressions)
{
    /// <exception cref="FormatException">The content is malformed.</exception>
    public static ExecuteRequest Of(Message request)
    {
        try
        {
            var content = request.Content;
            var silent = (bool?)content["silent"] ?? false;
            return new ExecuteRequest(
                (string?)content["code"] ?? throw new FormatException("an execute_request without code"),
                silent,
                !silent && ((bool?)content["store_history"] ?? true),
                (bool?)content["stop_on_error"] ?? true,
                (content["user_expressions"] as JsonObject ?? [])
                    .ToDictionary(expression => expression.Key, expression => (string?)expression.Value ?? ""));
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"a malformed execute_request: {error.Message}", error);
        }
    }

    /// <summary>The content of the reply.</summary>
    /// <param name="error">The error; null if the cell succeeded.</param>
    /// <param name="executionCount">The cell's number.</param>
    /// <param name="values">The values of the request's expressions.</param>
    public static JsonObject Reply(CellError? error, int executionCount, IReadOnlyDictionary<string, ExpressionValue> values)
    {
        var reply = error is null ? [] : CellMessage.Of(error);
        reply["status"] = error is null ? "ok" : "error";
        reply["execution_count"] = executionCount;
        reply["payload"] = new JsonArray();
        reply["user_expressions"] = new JsonObject(
            values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)CellMessage.Of(value.Value))));
        return reply;
    }

    /// <summary>The content of the reply to a request that was dropped: without a number, since the cell did not run.</summary>
    public static JsonObject Aborted() => new() { ["status"] = "aborted" };
}
