using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Notebooks;

/// <summary>A notebook in nbformat 4.5, as written by Jupyter and VS Code. Unknown metadata is preserved.</summary>
internal sealed class Notebook
{
    /// <summary>The deepest JSON that is written; what cells display is accepted to a lower depth.</summary>
    public const int DeepestOutput = 1000;

    private static readonly JsonSerializerOptions Layout = new()
    {
        MaxDepth = DeepestOutput,
        WriteIndented = true,
        IndentSize = 1,
        // No HTML escaping: a notebook is not a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The most bytes a notebook may have; Jupyter itself becomes unusable far below.</summary>
    private const long MostBytes = 256L << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly JsonObject json;

    private Notebook(JsonObject json) => this.json = json;

    public IReadOnlyList<NotebookCell> Cells =>
        [.. ((JsonArray)json["cells"]!).Select(cell => new NotebookCell((JsonObject)cell!))];

    /// <summary>Inserts a cell.</summary>
    /// <param name="index">Its position, from 0.</param>
    /// <param name="cell">Its JSON, in nbformat 4.5.</param>
    public void Insert(int index, JsonObject cell) => ((JsonArray)json["cells"]!).Insert(index, cell);

    public JsonObject Metadata => (JsonObject)json["metadata"]!;

    /// <summary>Reads a notebook. An earlier nbformat 4 is converted to 4.5, in which every cell has an id.</summary>
    /// <exception cref="UnusableFileException">The file is not a notebook, or no regular file; the message names it.</exception>
    public static Notebook Read(string path)
    {
        var content = RegularFile.ReadAllBytes(path, MostBytes);
        try
        {
            return Parse(content);
        }
        catch (FormatException error)
        {
            throw new UnusableFileException(
                path, $"It is not a Jupyter notebook that can be used: {error.Message}.",
                "Open it in Jupyter or VS Code and save it again, or name another file.", error);
        }
    }

    /// <summary>As <see cref="Read"/>, from text.</summary>
    /// <exception cref="FormatException">The text is not a notebook.</exception>
    public static Notebook Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    private static Notebook Parse(byte[] utf8)
    {
        var json = StrictJson.Object(utf8.AsSpan().StartsWith(ByteOrderMark) ? utf8.AsMemory(ByteOrderMark.Length) : utf8);
        NotebookFormat.Require(json);
        if (json["metadata"] is not JsonObject)
        {
            json["metadata"] = new JsonObject();
        }

        json["nbformat"] = 4;
        json["nbformat_minor"] = 5;
        var cells = (JsonArray)json["cells"]!;
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
