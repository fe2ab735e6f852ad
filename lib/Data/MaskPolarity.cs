namespace Telltale.Data;

/// <summary>Which end of the grey scale marks edited pixels in mask files.</summary>
public enum MaskPolarity
{
    /// <summary>White marks what was edited, as in most data sets.</summary>
    WhiteIsEdited,

    /// <summary>Black marks what was edited.</summary>
    BlackIsEdited,
}
