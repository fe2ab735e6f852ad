using System.Text.Json;
using System.Text.Json.Serialization;
using Telltale.Environment.Engine;

namespace Telltale.Environment.Runner;

/// <summary>What a notebook's process tells the runner, one JSON object a line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(CellStarted), "cell-started")]
[JsonDerivedType(typeof(CellProduced), "cell-produced")]
[JsonDerivedType(typeof(CellFinished), "cell-finished")]
internal abstract record RunEvent
{
    public string ToLine() => JsonSerializer.Serialize(this);

    public static RunEvent FromLine(string line) => JsonSerializer.Deserialize<RunEvent>(line)!;
}

/// <summary>A cell begins.</summary>
/// <param name="Cell">Index among all cells of the notebook, from 0.</param>
/// <param name="At">When.</param>
internal sealed record CellStarted(int Cell, DateTimeOffset At) : RunEvent;

/// <summary>A cell printed or displayed something.</summary>
internal sealed record CellProduced(int Cell, CellOutput Output) : RunEvent;

/// <summary>A cell ended.</summary>
/// <param name="Cell">Index among all cells of the notebook, from 0.</param>
/// <param name="At">When.</param>
/// <param name="Outcome">How.</param>
/// <param name="PeakMemory">The process's largest resident memory so far, in bytes.</param>
internal sealed record CellFinished(int Cell, DateTimeOffset At, CellOutcome Outcome, long PeakMemory) : RunEvent;

/// <summary>What the runner tells a notebook's process: the code to run.</summary>
/// <param name="Folder">The notebook's folder.</param>
/// <param name="Cells">The code cells in order.</param>
internal sealed record ChildTask(string Folder, IReadOnlyList<ChildCell> Cells);

/// <summary>A code cell.</summary>
/// <param name="Index">Among all cells of the notebook, from 0.</param>
/// <param name="Name">What errors call it: "cell 3" is the third code cell.</param>
/// <param name="Code">C#.</param>
internal sealed record ChildCell(int Index, string Name, string Code);
