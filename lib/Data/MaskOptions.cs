using System.Globalization;
using System.Text;

namespace Telltale.Data;

/// <summary>How the levels of mask files are read, true masks and predicted ones.</summary>
/// <param name="Polarity">Whether white or black marks edited pixels.</param>
/// <param name="Threshold">
/// Levels above this count as white, all others as black; 0 to 254. A mask with levels 0 and 1 alone is black and white.
/// </param>
/// <example><code>
/// var black = new MaskOptions(MaskPolarity.BlackIsEdited);
/// var green = new MaskOptions { Channel = MaskChannel.Green };          // red = authentic, green = edited
/// var second = new MaskOptions { Level = 2 };                           // levels number the regions; region 2 was edited
/// var images = LocalizationFolder.Read("/data/mine", new() { Masks = new() { Resize = 8 } });
/// </code></example>
public sealed record MaskOptions(MaskPolarity Polarity = MaskPolarity.WhiteIsEdited, int Threshold = 127)
{
    /// <summary>
    /// Levels above this count as white, all others as black; 0 to 254. A mask with levels 0 and 1 alone is black and white.
    /// </summary>
    public int Threshold { get; init; } = Parameter.Between(Threshold, 0, 254);

    /// <summary>Which values are the levels of a mask in colour. Default: grey levels, colour is refused.</summary>
    public MaskChannel Channel { get; init; }

    /// <summary>The one level, 0 to 255, that counts as white, all others as black; null for all levels above the threshold.</summary>
    public int? Level
    {
        get;
        init => field = value is { } level ? Parameter.Between(level, 0, 255) : null;
    }

    /// <summary>
    /// Largest difference, in pixels, between a side of the mask and of its image; such a mask is resized by nearest neighbour.
    /// Default: 0, a mask of another size is refused.
    /// </summary>
    public int Resize
    {
        get;
        init => field = Parameter.Between(value, 0, int.MaxValue);
    }

    // The text identifies trained runs, so that an option at its default is not printed.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Polarity = {Polarity}, Threshold = {Threshold}");
        text.Append(Channel == MaskChannel.Grey ? "" : $", Channel = {Channel}");
        text.Append(Level is null ? "" : FormattableString.Invariant($", Level = {Level}"));
        text.Append(Resize == 0 ? "" : FormattableString.Invariant($", Resize = {Resize}"));
        return true;
    }
}
