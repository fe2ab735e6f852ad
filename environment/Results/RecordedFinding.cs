using System.Text.Json.Nodes;

namespace Telltale.Workbench.Results;

/// <summary>A sentence that a notebook recorded about its results.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Cell">Position of the cell in the notebook, from 0.</param>
/// <param name="Sentence">What the run showed.</param>
/// <param name="Images">The images it is about: <c>real</c>, <c>simulated</c>, or <c>none</c> for published values.</param>
/// <param name="IsHeadline">Whether it belongs on the first screen.</param>
/// <param name="Values">Values for the chart on the first screen.</param>
internal sealed record RecordedFinding(
    string Notebook, int Cell, string Sentence, string Images, bool IsHeadline, IReadOnlyList<FindingValue> Values)
{
    /// <summary>Reads an object written by the library.</summary>
    public static RecordedFinding From(string notebook, int cell, JsonObject fields) => new(
        notebook,
        cell,
        (string?)fields["sentence"] ?? "",
        (string?)fields["images"] ?? "none",
        (bool?)fields["headline"] ?? false,
        [.. (fields["values"] as JsonArray ?? []).OfType<JsonObject>().Select(FindingValue.From).OfType<FindingValue>()]);

    /// <summary>The entry in <c>results.json</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["notebook"] = Notebook,
        ["sentence"] = Sentence,
        ["images"] = Images,
        ["headline"] = IsHeadline,
    };
}

/// <summary>A value of a finding.</summary>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Lower">Lower end of its interval; null without one.</param>
/// <param name="Upper">Upper end of its interval; null without one.</param>
internal sealed record FindingValue(string Metric, string Name, double Value, double? Lower, double? Upper)
{
    /// <summary>Reads an object written by the library; null if its value is undefined.</summary>
    public static FindingValue? From(JsonObject fields) => (double?)fields["value"] is { } value
        ? new((string?)fields["metric"] ?? "", (string?)fields["name"] ?? "", value, (double?)fields["lower"], (double?)fields["upper"])
        : null;
}
