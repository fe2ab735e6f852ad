using System.Text.Json.Serialization;

namespace Telltale.Workbench.Engine;

/// <summary>How a cell ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellStatus>))]
internal enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It did not compile: nothing of it ran, and later cells do not see it.</summary>
    Rejected,

    /// <summary>It threw; what it did before stays.</summary>
    Failed,

    /// <summary>It ended because it heard a cancellation, the user's or one of its own.</summary>
    Cancelled,

    /// <summary>It was asked to stop and did not: only ending the process ends it.</summary>
    Abandoned,
}

/// <summary>How a cell ended, and why if it did not succeed.</summary>
/// <param name="Status">How.</param>
/// <param name="Error">Why; null only where it succeeded.</param>
internal sealed record CellOutcome(CellStatus Status, CellError? Error)
{
    public static CellOutcome Succeeded { get; } = new(CellStatus.Succeeded, null);
}

/// <summary>What went wrong in a cell.</summary>
/// <param name="Name">The exception's type, or "Compilation error".</param>
/// <param name="Message">One line or more for the user.</param>
/// <param name="Line">Line within the cell, from 1; null when the error has no place in the cell.</param>
/// <param name="Column">Column, from 1; known for compilation errors.</param>
/// <param name="Trace">The full account: every compilation error with its source line, or the stack with the user's frames first.</param>
internal sealed record CellError(string Name, string Message, int? Line, int? Column, IReadOnlyList<string> Trace);
