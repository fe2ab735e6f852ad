namespace Telltale.Bias;

/// <summary>Whether a kind of failure was found.</summary>
public enum FindingState
{
    /// <summary>Present.</summary>
    Found,

    /// <summary>Absent.</summary>
    NotFound,

    /// <summary>The data cannot tell.</summary>
    Unknown,
}

/// <summary>Whether a detector shows one kind of failure, and why.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="State">Whether it was found.</param>
/// <param name="Statement">The evidence, in sentences.</param>
/// <param name="Values">The numbers in the statement.</param>
public sealed record Finding(FailureKind Kind, FindingState State, string Statement, IReadOnlyList<FindingValue> Values)
{
    /// <summary>The state in words.</summary>
    public string StateText => State switch { FindingState.Found => "found", FindingState.NotFound => "not found", _ => "unknown" };

    /// <summary>A value by name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such value; the message lists the names.</exception>
    public double this[string name] => Values.FirstOrDefault(value => value.Name == name)?.Value
        ?? throw new KeyNotFoundException(
            $"There is no value '{name}'; there are {string.Join(", ", Values.Select(value => value.Name))}.");

    internal static Finding Of(FailureKind kind, bool found, string statement, params IReadOnlyList<FindingValue> values) =>
        new(kind, found ? FindingState.Found : FindingState.NotFound, statement, values);

    internal static Finding Unknown(FailureKind kind, string why, params IReadOnlyList<FindingValue> values) =>
        new(kind, FindingState.Unknown, why, values);
}

/// <summary>A number of a finding.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; NaN where it is not defined.</param>
public sealed record FindingValue(string Name, double Value);
