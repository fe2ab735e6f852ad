using System.Text.Json.Serialization;

namespace Telltale.Workbench.Engine;

/// <summary>An output of a running cell; outputs arrive in order.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StreamOutput), "stream")]
[JsonDerivedType(typeof(DisplayOutput), "display")]
[JsonDerivedType(typeof(DisplayUpdate), "update")]
[JsonDerivedType(typeof(ResultOutput), "result")]
internal abstract record CellOutput;

/// <summary>Text written to standard output or standard error; any length, not necessarily whole lines.</summary>
internal sealed record StreamOutput(StreamName Stream, string Text) : CellOutput;

/// <summary>A value shown by <c>display(value)</c> or <c>value.Display()</c>.</summary>
/// <param name="DisplayId">Identifies this display for <see cref="DisplayUpdate"/>.</param>
/// <param name="Data">The value in each MIME type; images are base64, JSON is text.</param>
internal sealed record DisplayOutput(string DisplayId, IReadOnlyDictionary<string, string> Data) : CellOutput;

/// <summary>Replaces the content of the display with the same id, in whichever cell it is.</summary>
internal sealed record DisplayUpdate(string DisplayId, IReadOnlyDictionary<string, string> Data) : CellOutput;

/// <summary>The value of a cell's trailing expression.</summary>
internal sealed record ResultOutput(IReadOnlyDictionary<string, string> Data) : CellOutput;

/// <summary>The two text streams of a cell.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamName>))]
internal enum StreamName
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
