namespace Telltale.Data;

/// <summary>The short names of <see cref="Regeneration"/> in manifests and file lists.</summary>
internal static class RegenerationNames
{
    private const string Spliced = "sp", Full = "fr";

    /// <summary>What is meant; null for any other name.</summary>
    public static Regeneration? Parse(string? name) => name?.ToLowerInvariant() switch
    {
        Spliced => Regeneration.Spliced,
        Full => Regeneration.Full,
        _ => null,
    };

    /// <summary>The short name; null where not known.</summary>
    public static string? Of(Regeneration regeneration) => regeneration switch
    {
        Regeneration.Spliced => Spliced,
        Regeneration.Full => Full,
        _ => null,
    };
}
