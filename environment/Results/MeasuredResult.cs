using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Results;

/// <summary>A figure a notebook measured, beside the paper's where there is one.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Metric">Such as "ROC AUC".</param>
/// <param name="Value">What was measured; null where it is undefined.</param>
/// <param name="Lower">Lower end of its interval; null without one.</param>
/// <param name="Upper">Upper end of its interval; null without one.</param>
/// <param name="Paper">The paper's figure; null where it has none.</param>
/// <param name="Corpus">What it was measured on.</param>
/// <param name="Simulated">Whether that corpus is a simulation.</param>
/// <param name="Convention">How the metric was computed, such as where its threshold comes from.</param>
/// <param name="Fields">Everything the library said about it, these fields included.</param>
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
    /// <summary>Reads what the library wrote: an object with <c>metric</c>, <c>value</c> and whatever else is known.</summary>
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

    /// <summary>As it stands in <c>results.json</c>: the interval as a pair, null without one.</summary>
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
                json[name] = value?.DeepClone();
        }

        return json;
    }

    private static string Text(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>JSON has no word for "not a number" but null; some writers use a string.</summary>
    private static double? Number(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : null;
}
