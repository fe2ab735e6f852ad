namespace Telltale.Data;

/// <summary>Which values of a mask file say what is edited.</summary>
public enum MaskChannel
{
    /// <summary>The grey level; a mask with colour is refused.</summary>
    Grey,

    /// <summary>The red value of a mask in colour.</summary>
    Red,

    /// <summary>The green value of a mask in colour.</summary>
    Green,

    /// <summary>The blue value of a mask in colour.</summary>
    Blue,
}
