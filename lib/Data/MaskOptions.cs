using Telltale.Data.Transforms;

namespace Telltale.Data;

/// <summary>What the grey levels of mask files mean.</summary>
/// <param name="Polarity">Which end of the grey scale marks edited pixels.</param>
/// <param name="Cut">Levels above this count as white, all others as black; 0 to 254. Masks of the levels 0 and 1 need 0.</param>
public sealed record MaskOptions(MaskPolarity Polarity = MaskPolarity.WhiteIsEdited, int Cut = 127)
{
    /// <summary>Levels above this count as white, all others as black; 0 to 254. Masks of the levels 0 and 1 need 0.</summary>
    public int Cut { get; init; } = Parameter.Between(Cut, 0, 254);
}
