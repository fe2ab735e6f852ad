using System.Text.Json.Nodes;

namespace Telltale.Tests.Workbench;

/// <summary>Writes small notebooks as a front end would.</summary>
internal static class NotebookFile
{
    public static JsonObject Code(string source) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["metadata"] = new JsonObject(),
        ["outputs"] = new JsonArray(),
        ["source"] = source,
    };

    public static JsonObject Prose(string source) => new()
    {
        ["cell_type"] = "markdown",
        ["metadata"] = new JsonObject(),
        ["source"] = source,
    };

    public static string Text(params JsonObject[] cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select((cell, index) => (JsonNode)WithId(cell, index))]),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();

    public static string Write(TemporaryFolder folder, string name, params JsonObject[] cells)
    {
        var path = folder.File(name);
        File.WriteAllText(path, Text(cells));
        return path;
    }

    private static JsonObject WithId(JsonObject cell, int index)
    {
        cell["id"] = $"id-{index}";
        return cell;
    }
}
