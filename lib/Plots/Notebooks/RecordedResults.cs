using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telltale.Plots;

/// <summary>Recorded results: a table beside the paper's values for readers, and JSON for the runner.</summary>
/// <param name="Rows">The results.</param>
public sealed record RecordedResults(IReadOnlyList<ResultRow> Rows)
{
    /// <summary>MIME type of the JSON that the runner collects: an array of objects with a row's properties in camel case.</summary>
    internal const string MimeType = "application/vnd.telltale.result+json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new UndefinedAsNull() } };

    /// <summary>These results followed by others.</summary>
    /// <param name="others">The results to append.</param>
    public RecordedResults And(RecordedResults others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new([.. Rows, .. others.Rows]);
    }

    /// <summary>
    /// An array of <c>{metric, value, lower, upper, paper, corpus, simulated, convention}</c>; null for undefined values.
    /// </summary>
    internal string ToJson() => JsonSerializer.Serialize(Rows, Options);

    /// <summary>The results beside the paper's values, with simulated ones marked.</summary>
    internal string ToHtml() => Table().ToHtml() + (Rows.Any(row => row.Simulated)
        ? "<p><small><em>simulated</em>: measured on procedural images; no evidence about real photographs.</small></p>"
        : "");

    /// <summary>The table as plain text.</summary>
    public override string ToString() => Table().ToString();

    private HtmlTable Table() => HtmlTable.Of(Rows,
        ("metric", row => row.Metric),
        ("measured", row => PlotText.Measured(row.Value)),
        ("interval", row => PlotText.Interval(row.Lower, row.Upper)),
        ("paper", row => row.Paper),
        ("corpus", row => row.Corpus),
        ("", row => row.Simulated ? "simulated" : "real images"));

    /// <summary>JSON has no NaN.</summary>
    private sealed class UndefinedAsNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
