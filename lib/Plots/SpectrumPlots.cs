using Telltale.Data;

namespace Telltale.Plots;

/// <summary>Mean residual spectra side by side, on one scale.</summary>
public static class SpectrumPlots
{
    // Cividis at nine equal steps (Nuñez, Anderton and Renslow, PLoS ONE 2018): the same to the colour-blind, even in lightness.
    private static readonly (int Red, int Green, int Blue)[] Cividis =
    [
        (0, 34, 78), (18, 53, 112), (59, 73, 108), (87, 93, 109), (112, 113, 115), (138, 134, 120), (165, 157, 117), (195, 179, 105), (254, 232, 56),
    ];

    /// <summary>One panel for each spectrum, the zero frequency in the middle. Bright = more power; all panels share the scale.</summary>
    /// <param name="spectra">Names and what <see cref="ResidualSpectrum.Mean"/> returned for them, all of one size.</param>
    /// <param name="columns">Panels side by side.</param>
    public static ImageGrid Of(IEnumerable<(string Name, double[,] Spectrum)> spectra, int columns = 4)
    {
        var panels = spectra.ToList();
        var values = panels.SelectMany(panel => panel.Spectrum.Cast<double>()).Order().ToArray();
        // The darkest and brightest half percent would otherwise take the scale for themselves.
        var (low, high) = (values[values.Length / 200], values[^(values.Length / 200 + 1)]);
        return ImageGrid.Of(panels.Select(panel => Panel(panel.Spectrum, low, high)), panels.Select(panel => panel.Name), columns, magnification: 2);
    }

    private static RgbImage Panel(double[,] spectrum, double low, double high)
    {
        var image = new RgbImage(spectrum.GetLength(1), spectrum.GetLength(0));
        foreach (var (index, value) in spectrum.Cast<double>().Index())
        {
            var (red, green, blue) = Colour((value - low) / Math.Max(high - low, 1e-12));
            (image.Pixels[3 * index], image.Pixels[3 * index + 1], image.Pixels[3 * index + 2]) = (red, green, blue);
        }
        return image;
    }

    private static (byte, byte, byte) Colour(double share)
    {
        var position = Math.Clamp(share, 0, 1) * (Cividis.Length - 1);
        var index = Math.Min((int)position, Cividis.Length - 2);
        var (from, to, part) = (Cividis[index], Cividis[index + 1], position - index);
        return (Mix(from.Red, to.Red, part), Mix(from.Green, to.Green, part), Mix(from.Blue, to.Blue, part));
    }

    private static byte Mix(int from, int to, double part) => (byte)Math.Round(from + (to - from) * part);
}
