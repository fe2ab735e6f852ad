namespace Telltale.Data.Forging;

/// <summary>Shape of an edited region.</summary>
public enum RegionShape
{
    /// <summary>A smooth closed curve, like the outline of an object (TGIF's <c>segm</c>).</summary>
    Silhouette,

    /// <summary>A rectangle, like the bounding box of an object (TGIF's <c>bbox</c>).</summary>
    Box,

    /// <summary>A few strokes of a round brush.</summary>
    Brush,

    /// <summary>
    /// A part of the picture with similar colours: its outline follows the edges of what is shown, like the mask of an object.
    /// </summary>
    Segment,
}
