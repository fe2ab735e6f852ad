using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Notebooks;

/// <summary>
/// Checks once that what this program reads of a notebook has the kinds that nbformat 4 gives it, so that no later look at a cell fails.
/// Missing parts are allowed, as other programs leave some out.
/// </summary>
internal static class NotebookFormat
{
    private const string Convert = "Notebooks of nbformat 3 and older can be converted with 'jupyter nbconvert --to notebook'";

    /// <exception cref="FormatException">Something is of another kind; the message says where and what is expected.</exception>
    public static void Require(JsonObject notebook)
    {
        if (notebook["cells"] is not JsonArray cells)
        {
            throw new FormatException($"it has no list of cells. {Convert}");
        }

        RequireKind(notebook["metadata"], JsonValueKind.Object, "'metadata'");
        RequireKind(notebook["nbformat"], JsonValueKind.Number, "'nbformat'");
        foreach (var (index, cell) in cells.Index())
        {
            var place = $"cell {index + 1}";
            RequireCell(cell as JsonObject ?? throw new FormatException($"{place} is not an object. {Convert}"), place);
        }
    }

    private static void RequireCell(JsonObject cell, string place)
    {
        RequireKind(cell["cell_type"], JsonValueKind.String, $"'cell_type' of {place}");
        RequireKind(cell["id"], JsonValueKind.String, $"'id' of {place}");
        RequireKind(cell["metadata"], JsonValueKind.Object, $"'metadata' of {place}");
        RequireCount(cell["execution_count"], place);
        RequireText(cell["source"], $"'source' of {place}");
        RequireKind(cell["outputs"], JsonValueKind.Array, $"'outputs' of {place}");
        foreach (var output in cell["outputs"] as JsonArray ?? [])
        {
            RequireOutput(output as JsonObject ?? throw new FormatException($"an output of {place} is not an object"), place);
        }

        RequireKind(cell["attachments"], JsonValueKind.Object, $"'attachments' of {place}");
        foreach (var (name, forms) in cell["attachments"] as JsonObject ?? [])
        {
            RequireForms(forms, $"attachment '{name}' of {place}");
        }
    }

    private static void RequireOutput(JsonObject output, string place)
    {
        RequireKind(output["output_type"], JsonValueKind.String, $"'output_type' of an output of {place}");
        RequireKind(output["data"], JsonValueKind.Object, $"'data' of an output of {place}");
    }

    private static void RequireForms(JsonNode? forms, string what)
    {
        RequireKind(forms, JsonValueKind.Object, what);
        foreach (var (_, content) in forms as JsonObject ?? [])
        {
            RequireText(content, what);
        }
    }

    private static void RequireCount(JsonNode? count, string place)
    {
        if (count is not null && (count is not JsonValue value || !value.TryGetValue<int>(out _)))
        {
            throw new FormatException($"'execution_count' of {place} is not a whole number");
        }
    }

    /// <summary>Text is a string or a list of strings.</summary>
    private static void RequireText(JsonNode? text, string what)
    {
        if (text is JsonArray lines)
        {
            foreach (var line in lines)
            {
                RequireKind(line ?? throw new FormatException($"a line of {what} is null"), JsonValueKind.String, $"a line of {what}");
            }
            return;
        }

        RequireKind(text, JsonValueKind.String, what);
    }

    private static void RequireKind(JsonNode? node, JsonValueKind kind, string what)
    {
        if (node is not null && node.GetValueKind() != kind)
        {
            throw new FormatException($"{what} is {Name(node.GetValueKind())} where {Name(kind)} is expected");
        }
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
