namespace Telltale.Data;

/// <summary>What an image is. Detection uses the first pair, localization the second.</summary>
public enum ImageLabel
{
    /// <summary>A photograph (detection); target 0.</summary>
    Real,

    /// <summary>Made by a generator (detection); target 1.</summary>
    Synthetic,

    /// <summary>An unedited photograph (localization); target 0.</summary>
    Authentic,

    /// <summary>A photograph of which a part was edited (localization); target 1.</summary>
    Edited,
}
