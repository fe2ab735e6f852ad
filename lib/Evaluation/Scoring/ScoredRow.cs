using System.Text.Json.Serialization;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>One row of a part in the file: the record, with the column names of manifests, and its score.</summary>
internal sealed class ScoredRow
{
    /// <summary>Number of the row in the manifest, from 0, since SQL keeps no order.</summary>
    [JsonPropertyName("row")]
    public int Row { get; set; }

    [JsonPropertyName("path")]
    public string Path { get; set; } = "";

    [JsonPropertyName("label")]
    public string Label { get; set; } = "";

    [JsonPropertyName("source")]
    public string Source { get; set; } = "";

    [JsonPropertyName("source_id")]
    public string SourceId { get; set; } = "";

    [JsonPropertyName("split")]
    public string? Split { get; set; }

    [JsonPropertyName("mask_path")]
    public string? MaskPath { get; set; }

    [JsonPropertyName("method")]
    public string? Method { get; set; }

    [JsonPropertyName("edit_kind")]
    public string? EditKind { get; set; }

    [JsonPropertyName("width")]
    public int? Width { get; set; }

    [JsonPropertyName("height")]
    public int? Height { get; set; }

    [JsonPropertyName("format")]
    public string? Format { get; set; }

    [JsonPropertyName("jpeg_quality")]
    public int? JpegQuality { get; set; }

    /// <summary>Probability of the positive class; null where the image could not be read.</summary>
    [JsonPropertyName("score")]
    public double? Score { get; set; }

    /// <summary>The logit of the score, which still tells scores apart that round to 1; null where there is no score.</summary>
    [JsonPropertyName("logit")]
    public double? Logit { get; set; }

    /// <summary>Why there is no score; null where there is one.</summary>
    [JsonPropertyName("problem")]
    public string? Problem { get; set; }

    public static ScoredRow Of(int row, ImageRecord record, double score, double logit, string? problem) => new()
    {
        Row = row,
        Path = record.Path,
        Label = NameOf(record.Label),
        Source = record.Source,
        SourceId = record.SourceId,
        Split = record.Split,
        MaskPath = record.MaskPath,
        Method = record.Method,
        EditKind = EditKindNames.Of(record.EditKind),
        Width = record.Width == 0 ? null : record.Width,
        Height = record.Height == 0 ? null : record.Height,
        Format = record.Format,
        JpegQuality = record.JpegQuality,
        Score = problem is null ? score : null,
        Logit = problem is null ? logit : null,
        Problem = problem,
    };

    /// <summary>The record as in the manifest with its score, or with the reason why it has none.</summary>
    /// <param name="shared">Interns strings: a million rows name few sources.</param>
    /// <exception cref="FormatException">A value cannot have been written by <see cref="Of"/>.</exception>
    public (Prediction Prediction, string? Problem) ToPrediction(Func<string, string> shared) => (Score, Logit, Problem) switch
    {
        (null, null, { } problem) => (new(ToRecord(shared), double.NaN), problem),
        (>= 0 and <= 1, { } logit, null) when double.IsFinite(logit) => (new(ToRecord(shared), Score.Value) { Logit = logit }, null),
        _ => throw new FormatException(
            $"row {Row} has the score {Score?.Invariant()}, the logit {Logit?.Invariant()} and the problem '{Problem}'"),
    };

    private ImageRecord ToRecord(Func<string, string> shared) => new(Path, LabelOf(Label), shared(Source))
    {
        SourceId = SourceId == Path ? Path : SourceId,
        Split = Split is null ? null : shared(Split),
        MaskPath = MaskPath,
        Method = Method is null ? null : shared(Method),
        EditKind = EditKindNames.Parse(EditKind) ?? Data.EditKind.Unknown,
        Width = Width ?? 0,
        Height = Height ?? 0,
        Format = Format is null ? null : shared(Format),
        JpegQuality = JpegQuality,
    };

    private static ImageLabel LabelOf(string name) =>
        Enum.GetValues<ImageLabel>().Where(label => NameOf(label) == name).Select(label => (ImageLabel?)label).FirstOrDefault()
        ?? throw new FormatException($"'{name}' is no label");

    private static string NameOf(ImageLabel label) => label.ToString().ToLowerInvariant();
}
