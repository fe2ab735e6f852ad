namespace Telltale.Data;

/// <summary>How the grey levels of mask files are read.</summary>
/// <param name="Polarity">Whether white or black marks edited pixels.</param>
/// <param name="Threshold">Levels above this count as white, all others as black; 0 to 254. Masks with levels 0 and 1 need 0.</param>
public sealed record MaskOptions(MaskPolarity Polarity = MaskPolarity.WhiteIsEdited, int Threshold = 127)
{
    /// <summary>Levels above this count as white, all others as black; 0 to 254. Masks with levels 0 and 1 need 0.</summary>
    public int Threshold { get; init; } = Parameter.Between(Threshold, 0, 254);
}
