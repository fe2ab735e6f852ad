using System.Globalization;

namespace Telltale.Data.Transforms;

/// <summary>What an intervention does to an image.</summary>
public enum InterventionKind
{
    /// <summary>Compresses as JPEG, 4:2:0; the level is the quality.</summary>
    Jpeg,

    /// <summary>Compresses as WebP; the level is the quality.</summary>
    Webp,

    /// <summary>
    /// Scales both sides; the level is the factor. A detector's crop that is larger than the scaled image mirrors it at its borders.
    /// </summary>
    Scale,

    /// <summary>Blurs; the level is the standard deviation in pixels.</summary>
    Blur,

    /// <summary>Adds white noise; the level is the standard deviation in levels of 0 to 255.</summary>
    Noise,
}

/// <summary>A transform of a fixed strength, applied to every test image alike, to see how a detector's scores change.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Level">How strongly: a quality, a factor or a standard deviation.</param>
public sealed record Intervention(InterventionKind Kind, double Level)
{
    private static readonly double[] Qualities = [95, 90, 80, 70, 60, 50, 40, 30];

    /// <summary>Levels of all kinds, from weak to strong, for robustness curves.</summary>
    public static IReadOnlyList<Intervention> Curves { get; } =
    [
        .. Of(InterventionKind.Jpeg, Qualities), .. Of(InterventionKind.Webp, Qualities),
        .. Of(InterventionKind.Scale, 0.9, 0.8, 0.7, 0.6, 0.5), .. Of(InterventionKind.Blur, 0.5, 1, 1.5, 2, 3),
        .. Of(InterventionKind.Noise, 1, 2, 4, 8),
    ];

    /// <summary>A few typical interventions, for a probe.</summary>
    public static IReadOnlyList<Intervention> Probes { get; } =
    [
        .. Of(InterventionKind.Jpeg, 90, 70, 50), .. Of(InterventionKind.Webp, 70), .. Of(InterventionKind.Scale, 0.75, 0.5),
        .. Of(InterventionKind.Blur, 1), .. Of(InterventionKind.Noise, 4),
    ];

    /// <summary>The transform.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of the transform's range.</exception>
    public TransformStep Step => Kind switch
    {
        InterventionKind.Jpeg => new JpegReencode((int)Level, (int)Level, Probability: 1),
        InterventionKind.Webp => new WebpReencode((int)Level, (int)Level, Probability: 1),
        InterventionKind.Scale => new RandomScale(Level, Level, Probability: 1),
        InterventionKind.Blur => new GaussianBlur(Level, Level, Probability: 1),
        _ => new GaussianNoise(Level, Level, Probability: 1),
    };

    /// <summary>The quantity of the level, with its unit.</summary>
    /// <param name="kind">A kind of intervention.</param>
    public static string Quantity(InterventionKind kind) => kind switch
    {
        InterventionKind.Jpeg => "JPEG quality",
        InterventionKind.Webp => "WebP quality",
        InterventionKind.Scale => "scale factor",
        InterventionKind.Blur => "blur, standard deviation in pixels",
        _ => "noise, standard deviation in levels",
    };

    /// <summary>For example "JPEG quality 80" or "blur 1".</summary>
    public override string ToString() =>
        $"{Quantity(Kind).Split(',')[0]} {Level.ToString("0.##", CultureInfo.InvariantCulture)}";

    private static Intervention[] Of(InterventionKind kind, params double[] levels) =>
        [.. levels.Select(level => new Intervention(kind, level))];
}
