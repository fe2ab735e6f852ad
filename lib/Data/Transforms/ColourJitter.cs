using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// Changes brightness, contrast, saturation and hue by random amounts in random order, as torchvision's <c>ColorJitter</c> does, but
/// rounds only once, at the end. By default nothing changes.
/// </summary>
/// <param name="Brightness">The factor is drawn from 1 − this (at least 0) to 1 + this.</param>
/// <param name="Contrast">Likewise, for the distance from the mean grey of the image.</param>
/// <param name="Saturation">Likewise, for the distance of each pixel from its grey.</param>
/// <param name="Hue">The shift is drawn from −this to +this, in turns of the hue circle; 0 to 0.5.</param>
public sealed record ColourJitter(double Brightness = 0, double Contrast = 0, double Saturation = 0, double Hue = 0) : PhotometricTransform
{
    /// <summary>The factor is drawn from 1 − this (at least 0) to 1 + this.</summary>
    public double Brightness { get; init; } = Parameter.Between(Brightness, 0, 10);

    /// <summary>Likewise, for the distance from the mean grey of the image.</summary>
    public double Contrast { get; init; } = Parameter.Between(Contrast, 0, 10);

    /// <summary>Likewise, for the distance of each pixel from its grey.</summary>
    public double Saturation { get; init; } = Parameter.Between(Saturation, 0, 10);

    /// <summary>The shift is drawn from −this to +this, in turns of the hue circle; 0 to 0.5.</summary>
    public double Hue { get; init; } = Parameter.Between(Hue, 0, 0.5);

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        using var planes = new ColourPlanes(image);
        foreach (var change in random.Permutation(4))
        {
            switch (change)
            {
                case 0 when Brightness > 0:
                    planes.Brighten(Factor(Brightness, random));
                    break;
                case 1 when Contrast > 0:
                    planes.Contrast(Factor(Contrast, random));
                    break;
                case 2 when Saturation > 0:
                    planes.Saturate(Factor(Saturation, random));
                    break;
                case 3 when Hue > 0:
                    planes.ShiftHue((float)random.NextDouble(-Hue, Hue));
                    break;
            }
        }
        return planes.ToImage();
    }

    private static float Factor(double strength, SeededRandom random) => (float)random.NextDouble(Math.Max(0, 1 - strength), 1 + strength);
}
