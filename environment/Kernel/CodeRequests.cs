using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Kernel;

/// <summary>Replies to completion, inspection and completeness requests.</summary>
internal static class CodeRequests
{
    public static async Task<JsonObject> CompleteAsync(JsonObject request, CodeAssistant assistant)
    {
        var (code, position) = Place(request);
        var found = await assistant.CompleteAsync(code, position);
        var (start, end) = (CodePoints.FromUnits(code, found.Start), CodePoints.FromUnits(code, found.End));
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(item => (JsonNode)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                // Front ends read the kinds from here, to show icons.
                ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(item => (JsonNode)new JsonObject
                {
                    ["start"] = start,
                    ["end"] = end,
                    ["text"] = item.Text,
                    ["type"] = item.Kind,
                })]),
            },
        };
    }

    public static async Task<JsonObject> InspectAsync(JsonObject request, CodeAssistant assistant)
    {
        var (code, position) = Place(request);
        var found = await assistant.InspectAsync(code, position);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? [] : new JsonObject { [MimeBundle.PlainText] = found },
            ["metadata"] = new JsonObject(),
        };
    }

    public static JsonObject IsComplete(JsonObject request)
    {
        var code = Code(request);
        var status = Completeness.Of(code);
        var reply = new JsonObject { ["status"] = status };
        if (status == "incomplete")
        {
            reply["indent"] = Completeness.Indentation(code);
        }

        return reply;
    }

    private static (string Code, int Position) Place(JsonObject request)
    {
        var code = Code(request);
        return (code, CodePoints.ToUnits(code, (int?)request["cursor_pos"] ?? code.Length));
    }

    private static string Code(JsonObject request)
    {
        var code = (string?)request["code"] ?? throw new FormatException("The request has no code.");
        Nesting.Require(code);
        return code;
    }
}
