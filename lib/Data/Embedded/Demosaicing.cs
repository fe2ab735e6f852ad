namespace Telltale.Data.Embedded;

/// <summary>How the two missing colours of each sensor pixel are estimated.</summary>
public enum Demosaicing
{
    /// <summary>The mean of the nearest pixels of that colour.</summary>
    Bilinear,

    /// <summary>Bilinear, corrected by the Laplacian of the measured colour (Malvar, He, Cutler, ICASSP 2004).</summary>
    GradientCorrected,

    /// <summary>
    /// Green along the direction with less variation, then colour differences (Hamilton, Adams, US patent 5,629,734, 1997).
    /// </summary>
    EdgeAware,
}
