using Telltale.Data;

namespace Telltale.Plots;

/// <summary>
/// The colours of predictions for pixels, after Okabe and Ito (Color Universal Design, 2008): distinguishable with any colour vision, and
/// from the grey image beneath.
/// </summary>
internal sealed record MaskColours(string Name, byte Red, byte Green, byte Blue)
{
    /// <summary>Edited and predicted edited (true positive).</summary>
    public static MaskColours Hit { get; } = new("edited and found", 0x56, 0xb4, 0xe9);

    /// <summary>Edited and predicted authentic (false negative).</summary>
    public static MaskColours Miss { get; } = new("edited but missed", 0xd5, 0x5e, 0x00);

    /// <summary>Authentic and predicted edited (false positive).</summary>
    public static MaskColours FalseAlarm { get; } = new("false alarm", 0xf0, 0xe4, 0x42);

    /// <summary>All three, in the order of the legend.</summary>
    public static IReadOnlyList<MaskColours> All { get; } = [Hit, Miss, FalseAlarm];

    /// <summary>The colour in CSS notation.</summary>
    public string Css => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>The colour of a pixel; null for a true negative or an ignored pixel.</summary>
    public static MaskColours? Of(byte truth, bool predictedEdited) => (truth, predictedEdited) switch
    {
        (Mask.Edited, true) => Hit,
        (Mask.Edited, false) => Miss,
        (Mask.Authentic, true) => FalseAlarm,
        _ => null,
    };
}
