using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Kernel;

/// <summary>The content of an <c>execute_request</c>.</summary>
/// <param name="Code">C#.</param>
/// <param name="Silent">Whether to publish nothing but the reply.</param>
/// <param name="StoreHistory">Whether to number it and add it to the history.</param>
/// <param name="StopOnError">Whether to drop the waiting requests if it fails.</param>
/// <param name="Expressions">Names of expressions to evaluate afterwards.</param>
internal sealed record ExecuteRequest(string Code, bool Silent, bool StoreHistory, bool StopOnError, IReadOnlyList<string> Expressions)
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
                content["user_expressions"] is JsonObject expressions ? [.. expressions.Select(expression => expression.Key)] : []);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"a malformed execute_request: {error.Message}", error);
        }
    }

    /// <summary>The content of the reply.</summary>
    /// <param name="error">The error; null if the cell succeeded.</param>
    /// <param name="executionCount">The cell's number.</param>
    /// <param name="request">The request.</param>
    public static JsonObject Reply(CellError? error, int executionCount, ExecuteRequest request)
    {
        var reply = error is null ? [] : CellMessage.Of(error);
        reply["status"] = error is null ? "ok" : "error";
        reply["execution_count"] = executionCount;
        reply["payload"] = new JsonArray();
        reply["user_expressions"] = new JsonObject(
            request.Expressions.Select(name => KeyValuePair.Create(name, (JsonNode?)NotEvaluated())));
        return reply;
    }

    /// <summary>The content of the reply to a request that was dropped.</summary>
    public static JsonObject Aborted(int executionCount) => new() { ["status"] = "aborted", ["execution_count"] = executionCount };

    private static JsonObject NotEvaluated() => new()
    {
        ["status"] = "error",
        ["ename"] = "Not supported",
        ["evalue"] = "This kernel does not evaluate user expressions; write them into a cell.",
        ["traceback"] = new JsonArray(),
    };
}
