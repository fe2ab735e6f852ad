namespace Telltale.Bias;

/// <summary>Whether a kind of failure was found.</summary>
public enum FindingState
{
    /// <summary>It was looked for and found.</summary>
    Found,

    /// <summary>It was looked for and not found.</summary>
    NotFound,

    /// <summary>What there is to look at does not tell.</summary>
    NotKnown,
}

/// <summary>One kind of failure in words and numbers.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="State">Whether it was found.</param>
/// <param name="Statement">What was seen, in sentences, with the arithmetic.</param>
/// <param name="Figures">The numbers behind the statement.</param>
public sealed record Finding(FailureKind Kind, FindingState State, string Statement, IReadOnlyList<FindingFigure> Figures)
{
    /// <summary>The state in one word.</summary>
    public string Answer => State switch { FindingState.Found => "found", FindingState.NotFound => "not found", _ => "not known" };

    /// <summary>One figure by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such figure; the message lists those there are.</exception>
    public double this[string name] => Figures.FirstOrDefault(figure => figure.Name == name)?.Value
        ?? throw new KeyNotFoundException($"There is no figure '{name}'; there are {string.Join(", ", Figures.Select(figure => figure.Name))}.");

    internal static Finding Of(FailureKind kind, bool found, string statement, params IReadOnlyList<FindingFigure> figures) =>
        new(kind, found ? FindingState.Found : FindingState.NotFound, statement, figures);

    internal static Finding NotKnown(FailureKind kind, string why) => new(kind, FindingState.NotKnown, why, []);
}

/// <summary>A number behind a finding.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">Its value; NaN where it is not defined.</param>
public sealed record FindingFigure(string Name, double Value);
