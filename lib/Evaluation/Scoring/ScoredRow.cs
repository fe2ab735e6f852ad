using System.Text.Json.Serialization;
using Telltale.Data;

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

    /// <summary>Why there is no score; null where there is one.</summary>
    [JsonPropertyName("problem")]
    public string? Problem { get; set; }

    public static ScoredRow Of(int row, ImageRecord record, double score, string? problem) => new()
    {
        Row = row,
        Path = record.Path,
        Label = record.Label.ToString().ToLowerInvariant(),
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
        Problem = problem,
    };

    /// <summary>The record as in the manifest.</summary>
    /// <param name="shared">Interns strings: a million rows name few sources.</param>
    public ImageRecord ToRecord(Func<string, string> shared) => new(Path, Enum.Parse<ImageLabel>(Label, ignoreCase: true), shared(Source))
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
}
