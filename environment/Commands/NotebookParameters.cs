using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Commands;

/// <summary>
/// Parameters of a notebook as papermill has them: after the cell tagged <c>parameters</c>, whose values are the defaults, comes one
/// tagged <c>injected-parameters</c> with the values of this run.
/// </summary>
internal static class NotebookParameters
{
    private const string Defaults = "parameters";
    private const string Injected = "injected-parameters";

    /// <summary>Adds the cell.</summary>
    /// <param name="notebook">The notebook, which is changed.</param>
    /// <param name="values">A value for each name; null for C#'s null.</param>
    /// <exception cref="FormatException">No cell has the tag.</exception>
    public static void Inject(Notebook notebook, IReadOnlyDictionary<string, string?> values)
    {
        var cells = notebook.Cells;
        var place = cells.Select((cell, index) => (cell, index)).Where(pair => HasTag(pair.cell, Defaults))
            .Select(pair => (int?)pair.index).FirstOrDefault()
            ?? throw new FormatException($"no cell of the notebook has the tag '{Defaults}'");
        var lines = values.Select(value =>
            $"string? {value.Key} = {(value.Value is { } text ? SymbolDisplay.FormatLiteral(text, quote: true) : "null")};");
        notebook.Insert(place + 1, new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = Injected,
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray(Injected) },
            ["outputs"] = new JsonArray(),
            ["source"] = MultilineText.Split(string.Join('\n', lines)),
        });
    }

    private static bool HasTag(NotebookCell cell, string tag) =>
        cell.Metadata["tags"] is JsonArray tags && tags.Any(entry => entry is JsonValue value && value.ToString() == tag);
}
