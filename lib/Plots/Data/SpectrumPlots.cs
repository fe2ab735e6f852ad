using System.Globalization;
using Telltale.Data;

namespace Telltale.Plots;

/// <summary>Mean residual spectra side by side, on a common scale.</summary>
public static class SpectrumPlots
{
    // The eye tells no more apart in noise; with all shades a panel has several times the bytes.
    private const int Shades = 32;

    /// <summary>
    /// One panel per spectrum, with the zero frequency in the centre. Brighter means more power; all panels share one scale.
    /// </summary>
    /// <param name="spectra">Names and spectra from <see cref="ResidualSpectrum.Mean"/>, all of one size.</param>
    /// <param name="columns">Panels in a row.</param>
    public static ImageGrid Of(IEnumerable<(string Name, double[,] Spectrum)> spectra, int columns = 4)
    {
        var panels = spectra.ToList();
        var values = panels.SelectMany(panel => panel.Spectrum.Cast<double>()).Order().ToArray();
        // The scale ignores the darkest and the brightest half percent, which would otherwise dominate it.
        var (low, high) = (values[values.Length / 200], values[^(values.Length / 200 + 1)]);
        var images = panels.Select(panel => Panel(panel.Spectrum, low, high));
        return ImageGrid.Of(images, panels.Select(panel => panel.Name), columns, magnification: 2).WithNote(Scale(low, high));
    }

    /// <summary>What the axes and the colours of every panel mean.</summary>
    private static string Scale(double low, double high)
    {
        var colours = Enumerable.Range(0, 9).Select(step => Cividis.Of(step / 8.0))
            .Select(colour => $"rgb({colour.Red},{colour.Green},{colour.Blue})");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <p class="telltale-scale" style="font-size:0.85em;margin:0.5em 0">Across: horizontal frequency, −0.5 to 0.5 cycles per pixel.
            Down: vertical frequency, the same range. Frequency 0 is in the middle.<br>
            log10 of the mean power of the residuals: {low:0.0}
            <span aria-hidden="true" style="display:inline-block;width:8em;height:0.8em;vertical-align:middle;
              background:linear-gradient(to right,{string.Join(',', colours)})"></span>
            {high:0.0}</p>
            """);
    }

    private static RgbImage Panel(double[,] spectrum, double low, double high)
    {
        var image = new RgbImage(spectrum.GetLength(1), spectrum.GetLength(0));
        foreach (var (index, value) in spectrum.Cast<double>().Index())
        {
            var brightness = (value - low) / Math.Max(high - low, 1e-12);
            var (red, green, blue) = Cividis.Of(Math.Round(brightness * (Shades - 1)) / (Shades - 1));
            (image.Pixels[3 * index], image.Pixels[3 * index + 1], image.Pixels[3 * index + 2]) = (red, green, blue);
        }
        return image;
    }
}
