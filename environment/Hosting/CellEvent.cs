using System.Text.Json;
using System.Text.Json.Serialization;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Hosting;

/// <summary>An event that a cell process sends to its parent, one JSON object per line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(CellStarted), "cell-started")]
[JsonDerivedType(typeof(CellProduced), "cell-produced")]
[JsonDerivedType(typeof(CellFinished), "cell-finished")]
internal abstract record CellEvent
{
    public string ToLine() => JsonSerializer.Serialize(this);

    public static CellEvent FromLine(string line) => JsonSerializer.Deserialize<CellEvent>(line)!;
}

/// <summary>A cell started.</summary>
/// <param name="Cell">As in its <see cref="CellRequest"/>.</param>
/// <param name="At">The time.</param>
internal sealed record CellStarted(int Cell, DateTimeOffset At) : CellEvent;

/// <summary>A cell printed or displayed something.</summary>
internal sealed record CellProduced(int Cell, CellOutput Output) : CellEvent;

/// <summary>A cell ended.</summary>
/// <param name="Cell">As in its <see cref="CellRequest"/>.</param>
/// <param name="At">The time.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="PeakMemory">The process's largest resident memory so far, in bytes.</param>
/// <param name="Terminated">True where the process was sent SIGTERM.</param>
internal sealed record CellFinished(int Cell, DateTimeOffset At, CellOutcome Outcome, long PeakMemory, bool Terminated) : CellEvent;

/// <summary>A cell to run.</summary>
/// <param name="Cell">The caller's number of the cell, repeated in its events.</param>
/// <param name="Name">Its name in error messages, such as "cell 3".</param>
/// <param name="Code">C#.</param>
internal sealed record CellRequest(int Cell, string Name, string Code)
{
    /// <summary>Expressions to evaluate after the cell, if it succeeds, by name.</summary>
    public IReadOnlyDictionary<string, string> Expressions { get; init; } = new Dictionary<string, string>();
}
