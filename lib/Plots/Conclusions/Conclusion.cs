using System.Text.Json.Nodes;

namespace Telltale.Plots;

/// <summary>
/// What a run showed, in one to three sentences made from its results. The methods of <see cref="Conclusions"/> make them.
/// </summary>
/// <param name="Sentence">Plain text, with values, intervals, and what is unresolved.</param>
public sealed record Conclusion(string Sentence)
{
    /// <summary>True if the sentence is about published values, for which no image was used.</summary>
    public bool IsAboutPaper { get; init; }

    /// <summary>True if it belongs on the first screen of a report.</summary>
    public bool IsHeadline { get; private init; }

    /// <summary>Values for the chart on the first screen of a report; may be empty.</summary>
    internal IReadOnlyList<ConclusionValue> Values { get; init; } = [];

    /// <summary>The same conclusion, for the first screen of a report.</summary>
    public Conclusion AsHeadline() => this with { IsHeadline = true };

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;

    /// <summary>The conclusion as JSON: <c>{sentence, images, headline, values}</c>.</summary>
    /// <param name="simulated">Whether the images were simulated.</param>
    internal JsonObject ToJson(bool simulated) => new()
    {
        ["sentence"] = Sentence,
        ["images"] = IsAboutPaper ? "none" : simulated ? "simulated" : "real",
        ["headline"] = IsHeadline,
        ["values"] = new JsonArray([.. Values.Select(value => (JsonNode)value.ToJson())]),
    };
}

/// <summary>A value of a conclusion, for a chart.</summary>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Name">What was measured: a detector and its images.</param>
/// <param name="Value">The value.</param>
/// <param name="Lower">Lower bound of its interval; NaN for none.</param>
/// <param name="Upper">Upper bound of its interval; NaN for none.</param>
internal sealed record ConclusionValue(string Metric, string Name, double Value, double Lower, double Upper)
{
    public JsonObject ToJson() => new()
    {
        ["metric"] = Metric,
        ["name"] = Name,
        ["value"] = Finite(Value),
        ["lower"] = Finite(Lower),
        ["upper"] = Finite(Upper),
    };

    /// <summary>JSON has no NaN.</summary>
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
