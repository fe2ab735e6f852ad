using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// A random chain of what images go through online: scaling, JPEG in both usual chroma resolutions, WebP, blur and noise. Each is
/// applied with its own probability, in random order (as in BSRGAN, Zhang et al., ICCV 2021), alike to both classes: it never sees the
/// label. Degrading training images makes detectors robust (Wang et al., CVPR 2020; Corvi et al., ICASSP 2023) and hides which class
/// was compressed or resized before. The chain depends on the sample's own random numbers alone. Follow it with a crop, since scaling
/// changes the size.
/// </summary>
/// <example><code>
/// var train = Transform.TrainDegraded(224);
/// var stronger = Transform.TrainDegraded(224, new RandomDegradation { Jpeg420 = new JpegReencode(30, 90, Probability: 0.6) });
/// </code></example>
public sealed record RandomDegradation : TransformStep
{
    private const int Links = 6;

    /// <summary>Scaling; by default in 3 of 10 images, by 0.5 to 1.</summary>
    public RandomScale Scale { get; init; } = new(0.5, 1, Probability: 0.3);

    /// <summary>JPEG with chroma at half resolution; by default in 3 of 10 images, quality 50 to 95.</summary>
    public JpegReencode Jpeg420 { get; init; } = new(50, 95, Probability: 0.3);

    /// <summary>JPEG with chroma at full resolution; by default in 2 of 10 images, quality 50 to 95.</summary>
    public JpegReencode Jpeg444 { get; init; } = new(50, 95, Probability: 0.2, ChromaSubsampling.Yuv444);

    /// <summary>WebP; by default in 2 of 10 images, quality 50 to 95.</summary>
    public WebpReencode Webp { get; init; } = new(50, 95, Probability: 0.2);

    /// <summary>Blur; by default in 2 of 10 images, standard deviation up to 1 pixel.</summary>
    public GaussianBlur Blur { get; init; } = new(0, 1, Probability: 0.2);

    /// <summary>Noise; by default in 2 of 10 images, standard deviation up to 4 levels.</summary>
    public GaussianNoise Noise { get; init; } = new(0, 4, Probability: 0.2);

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var current = image;
        foreach (var link in random.Permutation(Links))
        {
            var next = Step(link).Apply(current, random);
            current.ReturnUnlessIn(image, next);
            current = next;
        }
        return current;
    }

    /// <inheritdoc/>
    public override (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var current = (Image: image, Mask: mask);
        foreach (var link in random.Permutation(Links))
        {
            var next = Step(link).Apply(current.Image, current.Mask, random);
            current.Image.ReturnUnlessIn(image, next.Image);
            current = next;
        }
        return current;
    }

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => Scale.Probability == 0 ? input : null;

    private TransformStep Step(int link) => link switch
    {
        0 => Scale,
        1 => Jpeg420,
        2 => Jpeg444,
        3 => Webp,
        4 => Blur,
        _ => Noise,
    };
}
