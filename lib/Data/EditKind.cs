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
