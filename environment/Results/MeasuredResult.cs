using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Results;

/// <summary>A value measured by a notebook, with the paper's if there is one.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Metric">The metric's name, such as "ROC AUC".</param>
/// <param name="Value">The value; null if it is undefined.</param>
/// <param name="Lower">Lower end of its interval; null without one.</param>
/// <param name="Upper">Upper end of its interval; null without one.</param>
/// <param name="Paper">The paper's value; null if it has none.</param>
/// <param name="Corpus">The images it was measured on.</param>
/// <param name="Simulated">Whether these images are simulated.</param>
/// <param name="Convention">How the metric is computed, including the origin of its threshold.</param>
/// <param name="Fields">All fields written by the library, including these.</param>
internal sealed record MeasuredResult(
    string Notebook,
    string Metric,
    double? Value,
    double? Lower,
    double? Upper,
    double? Paper,
    string Corpus,
    bool Simulated,
    string Convention,
    JsonObject Fields)
{
    /// <summary>Reads an object written by the library, with <c>metric</c>, <c>value</c> and optional fields.</summary>
    public static MeasuredResult From(string notebook, JsonObject fields) => new(
        notebook,
        Text(fields, "metric"),
        Number(fields, "value"),
        Number(fields, "lower"),
        Number(fields, "upper"),
        Number(fields, "paper"),
        Text(fields, "corpus"),
        fields["simulated"]?.GetValueKind() == JsonValueKind.True,
        Text(fields, "convention"),
        fields);

    /// <summary>The entry in <c>results.json</c>; the interval is a pair, or null.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["notebook"] = Notebook,
            ["metric"] = Metric,
            ["value"] = Value,
            ["interval"] = Lower is null || Upper is null ? null : new JsonArray(Lower, Upper),
            ["paper"] = Paper,
            ["corpus"] = Corpus,
            ["simulated"] = Simulated,
        };
        foreach (var (name, value) in Fields)
        {
            if (name is not ("lower" or "upper") && !json.ContainsKey(name))
            {
                json[name] = value?.DeepClone();
            }
        }

        return json;
    }

    private static string Text(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>JSON has no NaN; some writers use null, some a string.</summary>
    private static double? Number(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : null;
}
