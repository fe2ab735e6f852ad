namespace Telltale.Data;

/// <summary>Whether an edited image is spliced or fully regenerated.</summary>
public enum EditKind
{
    /// <summary>Not known, or not edited.</summary>
    Unknown,

    /// <summary>Spliced (<c>sp</c>): the edited region was composited into the original; the rest has the original's pixels.</summary>
    Spliced,

    /// <summary>
    /// Fully regenerated (<c>fr</c>): all pixels come from the editing model, although the mask marks only the edited region.
    /// </summary>
    FullyRegenerated,
}

/// <summary>Names of the kinds of edit.</summary>
public static class EditKinds
{
    /// <summary>The name of a kind in tables and charts.</summary>
    /// <param name="kind">The kind of edit.</param>
    public static string Name(this EditKind kind) => kind switch
    {
        EditKind.Spliced => "spliced",
        EditKind.FullyRegenerated => "fully regenerated",
        _ => "unknown",
    };
}
