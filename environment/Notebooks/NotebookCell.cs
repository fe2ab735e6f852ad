using System.Text.Json.Nodes;

namespace Telltale.Workbench.Notebooks;

/// <summary>A view of one cell's JSON: what is not named here stays as it was read.</summary>
internal sealed class NotebookCell(JsonObject json)
{
    public CellKind Kind => (string?)json["cell_type"] switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        _ => CellKind.Raw,
    };

    public string Id => (string)json["id"]!;

    public string Source => MultilineText.Join(json["source"]);

    public JsonObject Metadata => json["metadata"] as JsonObject ?? Add("metadata", new JsonObject());

    /// <summary>Outputs as nbformat has them; empty for a cell that is not code.</summary>
    public JsonArray Outputs => json["outputs"] as JsonArray ?? (Kind == CellKind.Code ? Add("outputs", new JsonArray()) : []);

    public int? ExecutionCount
    {
        get => (int?)json["execution_count"];
        set => json["execution_count"] = value;
    }

    /// <summary>Images pasted into a prose cell: name to MIME type to base64.</summary>
    public JsonObject? Attachments => json["attachments"] as JsonObject;

    /// <summary>Forgets an earlier run.</summary>
    public void ClearRun()
    {
        if (Kind != CellKind.Code)
            return;
        Outputs.Clear();
        ExecutionCount = null;
        Metadata.Remove("execution");
    }

    private T Add<T>(string name, T value)
        where T : JsonNode
    {
        json[name] = value;
        return value;
    }
}
