namespace Telltale.Plots;

/// <summary>
/// Cividis at nine equal steps (Nuñez, Anderton and Renslow, PLoS ONE 2018): a scale that is the same to the colour-blind, even in lightness.
/// </summary>
internal static class Cividis
{
    private static readonly (int Red, int Green, int Blue)[] Steps =
    [
        (0, 34, 78), (18, 53, 112), (59, 73, 108), (87, 93, 109), (112, 113, 115), (138, 134, 120), (165, 157, 117), (195, 179, 105), (254, 232, 56),
    ];

    /// <summary>The colour of a share of the scale, 0 = dark to 1 = bright; beyond these, the colour of the end.</summary>
    public static (byte Red, byte Green, byte Blue) Of(double share)
    {
        var position = Math.Clamp(share, 0, 1) * (Steps.Length - 1);
        var index = Math.Min((int)position, Steps.Length - 2);
        var (from, to, part) = (Steps[index], Steps[index + 1], position - index);
        return (Mix(from.Red, to.Red, part), Mix(from.Green, to.Green, part), Mix(from.Blue, to.Blue, part));
    }

    private static byte Mix(int from, int to, double part) => (byte)Math.Round(from + (to - from) * part);
}
