namespace Telltale.Data;

/// <summary>The names of the parts of a split in data sets.</summary>
internal static class SplitNames
{
    public const string Train = "train", Validation = "validation", Test = "test";

    /// <summary>The parts in the order of <see cref="CollectionSplit"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];

    /// <summary>One of <see cref="All"/>; null for any other name.</summary>
    public static string? Canonical(string? name) => name?.ToLowerInvariant() switch
    {
        "train" or "training" => Train,
        "val" or "valid" or "validation" => Validation,
        "test" or "testing" => Test,
        _ => null,
    };
}
