namespace Telltale.Data;

/// <summary>How much of an edited image went through the editing model.</summary>
public enum EditKind
{
    /// <summary>Not known, or not edited.</summary>
    Unknown,

    /// <summary>Only the edited region was put into the original (<c>sp</c>, splice): the rest has the original's pixels.</summary>
    Spliced,

    /// <summary>The whole image was made anew (<c>fr</c>, fully regenerated), although the mask marks the edited region alone.</summary>
    FullyRegenerated,
}
