using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Notebooks;

/// <summary>A notebook in nbformat 4.5, as written by Jupyter and VS Code. Unknown metadata is preserved.</summary>
internal sealed class Notebook
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        // No HTML escaping: a notebook is not a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject json;

    private Notebook(JsonObject json) => this.json = json;

    public IReadOnlyList<NotebookCell> Cells =>
        [.. ((JsonArray)json["cells"]!).Select(cell => new NotebookCell((JsonObject)cell!))];

    public JsonObject Metadata => (JsonObject)json["metadata"]!;

    /// <summary>Reads a notebook. An earlier nbformat 4 is converted to 4.5, in which every cell has an id.</summary>
    /// <exception cref="InvalidDataException">The file is not a notebook; the message names it and says why.</exception>
    public static Notebook Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is not a Jupyter notebook: {error.Message}", error);
        }
    }

    /// <summary>As <see cref="Read"/>, from text.</summary>
    /// <exception cref="FormatException">The text is JSON but not a notebook.</exception>
    public static Notebook Parse(string text)
    {
        if (JsonNode.Parse(text) is not JsonObject json || json["cells"] is not JsonArray cells
            || cells.Any(cell => cell is not JsonObject))
        {
            throw new FormatException(
                "it has no list of cells. Notebooks of nbformat 3 and older can be converted with 'jupyter nbconvert'.");
        }
        if (json["metadata"] is not JsonObject)
        {
            json["metadata"] = new JsonObject();
        }

        json["nbformat"] = 4;
        json["nbformat_minor"] = 5;
        for (var index = 0; index < cells.Count; index++)
        {
            cells[index]!["id"] ??= $"cell-{index + 1}";
        }

        return new Notebook(json);
    }

    /// <summary>The content of the file, with a final line end.</summary>
    public string ToText() => json.ToJsonString(Layout) + "\n";

    /// <summary>Writes the notebook atomically.</summary>
    public void Write(string path) => WholeFile.Write(path, ToText());
}
