using System.Text.Json.Serialization;

namespace Telltale.Workbench.Engine;

/// <summary>How a cell ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellStatus>))]
internal enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It did not compile; nothing ran, and later cells do not see it.</summary>
    Rejected,

    /// <summary>It threw an exception; what it did before remains.</summary>
    Failed,

    /// <summary>It ended with a cancellation, the user's or its own.</summary>
    Cancelled,

    /// <summary>It did not stop when asked; only ending the process stops it.</summary>
    Abandoned,
}

/// <summary>How a cell ended, with the error if it did not succeed.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Error">Null only if it succeeded.</param>
internal sealed record CellOutcome(CellStatus Status, CellError? Error)
{
    /// <summary>The values of the expressions that were asked for, by the asker's names; none if the cell did not succeed.</summary>
    public IReadOnlyDictionary<string, ExpressionValue> Values { get; init; } = new Dictionary<string, ExpressionValue>();

    public static CellOutcome Succeeded { get; } = new(CellStatus.Succeeded, null);
}

/// <summary>The value of an expression that was evaluated after a cell.</summary>
/// <param name="Data">The value in each MIME type; null if it failed.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
internal sealed record ExpressionValue(IReadOnlyDictionary<string, string>? Data, CellError? Error);

/// <summary>What went wrong in a cell.</summary>
/// <param name="Name">The exception's type, or "Compilation error".</param>
/// <param name="Message">One or more lines for the user.</param>
/// <param name="Line">Line within the cell, from 1; null if the error has no position in the cell.</param>
/// <param name="Column">Column, from 1; known for compilation errors.</param>
/// <param name="Trace">Every compilation error with its source line, or the stack with the user's frames first.</param>
internal sealed record CellError(string Name, string Message, int? Line, int? Column, IReadOnlyList<string> Trace);
