namespace Telltale.Data.Embedded;

/// <summary>Position of red in each 2 × 2 cell of a sensor; blue is diagonally opposite, green at the other two.</summary>
public enum BayerPattern
{
    /// <summary>Red upper left.</summary>
    Rggb,

    /// <summary>Red upper right.</summary>
    Grbg,

    /// <summary>Red lower left.</summary>
    Gbrg,

    /// <summary>Red lower right.</summary>
    Bggr,
}
