using System.Text.Json.Nodes;

namespace Telltale.Workbench.Notebooks;

/// <summary>A view of one cell's JSON; unknown properties are preserved.</summary>
internal sealed class NotebookCell(JsonObject json)
{
    public CellKind Kind => (string?)json["cell_type"] switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        _ => CellKind.Raw,
    };

    public string Id => (string)json["id"]!;

    public string Source
    {
        get => MultilineText.Join(json["source"]);
        set => json["source"] = MultilineText.Split(value);
    }

    /// <summary>Words that Jupyter lets an author attach to a cell.</summary>
    public IEnumerable<string> Tags => (json["metadata"]?["tags"] as JsonArray ?? []).Select(tag => MultilineText.Join(tag));

    public JsonObject Metadata => json["metadata"] as JsonObject ?? Add("metadata", new JsonObject());

    /// <summary>Outputs in nbformat; empty for a cell that is not code.</summary>
    public JsonArray Outputs => json["outputs"] as JsonArray ?? (Kind == CellKind.Code ? Add("outputs", new JsonArray()) : []);

    public int? ExecutionCount
    {
        get => (int?)json["execution_count"];
        set => json["execution_count"] = value;
    }

    /// <summary>Images pasted into a Markdown cell: name to MIME type to base64.</summary>
    public JsonObject? Attachments => json["attachments"] as JsonObject;

    /// <summary>Removes the results of an earlier run.</summary>
    public void ClearRun()
    {
        if (Kind != CellKind.Code)
        {
            return;
        }

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
