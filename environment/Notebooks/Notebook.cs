using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Notebooks;

/// <summary>A notebook in nbformat 4.5, as Jupyter and VS Code write it; metadata unknown here survives reading and writing.</summary>
internal sealed class Notebook
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        // A notebook is not a web page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject json;

    private Notebook(JsonObject json) => this.json = json;

    public IReadOnlyList<NotebookCell> Cells =>
        [.. ((JsonArray)json["cells"]!).Select(cell => new NotebookCell((JsonObject)cell!))];

    public JsonObject Metadata => (JsonObject)json["metadata"]!;

    /// <summary>Reads a notebook; one of an earlier nbformat 4 is brought to 4.5, which gives every cell an id.</summary>
    /// <exception cref="InvalidDataException">The file is no notebook; the message names it and says what it lacks.</exception>
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
    /// <exception cref="FormatException">The text is JSON but no notebook.</exception>
    public static Notebook Parse(string text)
    {
        if (JsonNode.Parse(text) is not JsonObject json || json["cells"] is not JsonArray cells || cells.Any(cell => cell is not JsonObject))
            throw new FormatException("it has no list of cells. Notebooks of nbformat 3 and older can be converted with 'jupyter nbconvert'.");
        if (json["metadata"] is not JsonObject)
            json["metadata"] = new JsonObject();
        json["nbformat"] = 4;
        json["nbformat_minor"] = 5;
        for (var index = 0; index < cells.Count; index++)
            cells[index]!["id"] ??= $"cell-{index + 1}";
        return new Notebook(json);
    }

    /// <summary>The notebook as it stands in a file, with a line end last.</summary>
    public string ToText() => json.ToJsonString(Layout) + "\n";

    /// <summary>Writes the notebook whole or not at all.</summary>
    public void Write(string path) => WholeFile.Write(path, ToText());
}
