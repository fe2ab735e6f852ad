namespace Telltale.Plots;

/// <summary>
/// The cividis colour map at nine equal steps (Nuñez, Anderton and Renslow, PLoS ONE 2018): linear in lightness, and nearly the same with
/// colour vision deficiency.
/// </summary>
internal static class Cividis
{
    private static readonly (int Red, int Green, int Blue)[] Steps =
    [
        (0, 34, 78), (18, 53, 112), (59, 73, 108), (87, 93, 109), (112, 113, 115),
        (138, 134, 120), (165, 157, 117), (195, 179, 105), (254, 232, 56),
    ];

    /// <summary>The colour at a position of the scale, from 0 = dark to 1 = bright; values outside are clipped.</summary>
    public static (byte Red, byte Green, byte Blue) Of(double share)
    {
        var position = Math.Clamp(share, 0, 1) * (Steps.Length - 1);
        var index = Math.Min((int)position, Steps.Length - 2);
        var (from, to, part) = (Steps[index], Steps[index + 1], position - index);
        return (Mix(from.Red, to.Red, part), Mix(from.Green, to.Green, part), Mix(from.Blue, to.Blue, part));
    }

    private static byte Mix(int from, int to, double part) => (byte)Math.Round(from + (to - from) * part);
}
