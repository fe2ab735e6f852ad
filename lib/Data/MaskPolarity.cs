namespace Telltale.Data;

/// <summary>Whether white or black marks edited pixels in mask files.</summary>
public enum MaskPolarity
{
    /// <summary>White = edited, as in most data sets.</summary>
    WhiteIsEdited,

    /// <summary>Black = edited.</summary>
    BlackIsEdited,
}
