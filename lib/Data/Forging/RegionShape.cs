namespace Telltale.Data.Forging;

/// <summary>What the outline of an edited region looks like.</summary>
public enum RegionShape
{
    /// <summary>A smooth closed curve, as around an object (TGIF's <c>segm</c>).</summary>
    Silhouette,

    /// <summary>A rectangle, as around the box of an object (TGIF's <c>bbox</c>).</summary>
    Box,

    /// <summary>A few strokes of a round brush.</summary>
    Brush,
}
