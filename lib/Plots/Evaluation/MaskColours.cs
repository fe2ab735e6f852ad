using Telltale.Data;

namespace Telltale.Plots;

/// <summary>
/// The colours of an answer about a pixel, after Okabe and Ito (Color Universal Design, 2008): apart from each other for every
/// kind of colour vision, and from the grey picture beneath.
/// </summary>
internal sealed record MaskColours(string Name, byte Red, byte Green, byte Blue)
{
    /// <summary>Edited, and found.</summary>
    public static MaskColours Hit { get; } = new("edited and found", 0x56, 0xb4, 0xe9);

    /// <summary>Edited, and not found.</summary>
    public static MaskColours Miss { get; } = new("edited but missed", 0xd5, 0x5e, 0x00);

    /// <summary>Not edited, and accused.</summary>
    public static MaskColours FalseAlarm { get; } = new("false alarm", 0xf0, 0xe4, 0x42);

    /// <summary>All three, in the order of legends.</summary>
    public static IReadOnlyList<MaskColours> All { get; } = [Hit, Miss, FalseAlarm];

    /// <summary>As CSS writes it.</summary>
    public string Css => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>The colour of a pixel; null where the answer "authentic" is right, or where the pixel does not count.</summary>
    public static MaskColours? Of(byte truth, bool answeredEdited) => (truth, answeredEdited) switch
    {
        (Mask.Edited, true) => Hit,
        (Mask.Edited, false) => Miss,
        (Mask.Authentic, true) => FalseAlarm,
        _ => null,
    };
}
