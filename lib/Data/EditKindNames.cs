namespace Telltale.Data;

/// <summary>The short names of <see cref="EditKind"/> in manifests and file lists.</summary>
internal static class EditKindNames
{
    private const string Spliced = "sp", Full = "fr";

    /// <summary>The kind; null for any other name.</summary>
    public static EditKind? Parse(string? name) => name?.ToLowerInvariant() switch
    {
        Spliced => EditKind.Spliced,
        Full => EditKind.FullyRegenerated,
        _ => null,
    };

    /// <summary>The short name; null where not known.</summary>
    public static string? Of(EditKind kind) => kind switch
    {
        EditKind.Spliced => Spliced,
        EditKind.FullyRegenerated => Full,
        _ => null,
    };
}
