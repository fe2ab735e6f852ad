using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Runner;

/// <summary>Collects the outputs of one cell in nbformat, in order.</summary>
/// <param name="displays">All displays of the notebook by id; a cell may update a display of an earlier one.</param>
internal sealed class CellTranscript(Dictionary<string, JsonObject> displays)
{
    private readonly List<(JsonObject Output, StreamFold? Text)> outputs = [];

    /// <summary>The last line the cell printed.</summary>
    public string LastLine { get; private set; } = "";

    public void Print(StreamName stream, string text)
    {
        var name = stream == StreamName.Stderr ? "stderr" : "stdout";
        if (outputs.LastOrDefault() is not ({ } last, { } fold) || (string?)last["name"] != name)
        {
            fold = new StreamFold();
            outputs.Add((new JsonObject { ["output_type"] = "stream", ["name"] = name }, fold));
        }

        fold.Append(text);
        LastLine = fold.LastLine;
    }

    public void Add(CellOutput output, int executionCount)
    {
        switch (output)
        {
            case StreamOutput stream:
                Print(stream.Stream, stream.Text);
                break;
            case DisplayOutput display:
                displays[display.DisplayId] = Add(new JsonObject { ["output_type"] = "display_data", ["data"] = Data(display.Data) });
                break;
            case DisplayUpdate update when displays.TryGetValue(update.DisplayId, out var displayed):
                displayed["data"] = Data(update.Data);
                break;
            case ResultOutput result:
                Add(new JsonObject
                {
                    ["output_type"] = "execute_result",
                    ["execution_count"] = executionCount,
                    ["data"] = Data(result.Data),
                });
                break;
        }
    }

    public void Add(CellError error) => outputs.Add((
        new JsonObject
        {
            ["output_type"] = "error",
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["traceback"] = new JsonArray([.. error.Trace.Select(line => (JsonNode)line)]),
        },
        null));

    /// <summary>Replaces the outputs of the cell.</summary>
    public void WriteTo(NotebookCell cell)
    {
        cell.Outputs.Clear();
        foreach (var (output, text) in outputs)
        {
            if (text is not null)
            {
                output["text"] = MultilineText.Split(text.Text);
            }

            cell.Outputs.Add((JsonNode)output);
        }
    }

    private JsonObject Add(JsonObject output)
    {
        output["metadata"] = new JsonObject();
        outputs.Add((output, null));
        return output;
    }

    private JsonObject Data(IReadOnlyDictionary<string, string> forms) =>
        MimeData.Of(forms, MultilineText.Split, complaint => Print(StreamName.Stderr, complaint));
}
