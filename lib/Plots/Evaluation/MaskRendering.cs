using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>
/// Renders one predicted mask as images. Large images are rendered smaller; metrics are computed elsewhere, on all pixels.
/// </summary>
internal sealed class MaskRendering
{
    private const int LongestSide = 384;
    // The grey image beneath an error map has little contrast, so that the colours stand out.
    private const int Faded = 96;

    private readonly int width;
    private readonly int height;
    private readonly float[] scores;
    private readonly byte[] truth;

    /// <summary>Reads the image of a predicted mask.</summary>
    /// <exception cref="ImageFileException">The image cannot be read.</exception>
    /// <exception cref="ArgumentException">The mask was predicted for a crop of the image, or for a resized image.</exception>
    public MaskRendering(PredictedMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var image = ImageCodec.Read(mask.Record.Path);
        if ((image.Width, image.Height) != (mask.Truth.Width, mask.Truth.Height))
        {
            throw new ArgumentException(
                $"The mask predicted for {mask.Record.Path} is {mask.Truth.Width} × {mask.Truth.Height}, " +
                $"the image {image.Width} × {image.Height}. Only masks of whole images can be shown.", nameof(mask));
        }
        Image = ImageElement.Reduced(image, LongestSide);
        (width, height) = (Image.Width, Image.Height);
        scores = Reduced(mask.Scores.Span, image.Width, image.Height);
        truth = Reduced(mask.Truth.Pixels, image.Width, image.Height);
    }

    /// <summary>The image.</summary>
    public RgbImage Image { get; }

    /// <summary>The image in grey with the edited region in colour.</summary>
    public RgbImage Truth() => Painted(truth, colourOf: (_, of) => of == Mask.Edited ? MaskColours.Hit : null);

    /// <summary>The scores, from black = 0 to white = 1.</summary>
    public RgbImage Scores()
    {
        var picture = new RgbImage(width, height);
        for (var i = 0; i < scores.Length; i++)
        {
            picture.Pixels.AsSpan(3 * i, 3).Fill((byte)(Math.Clamp(scores[i], 0, 1) * 255 + 0.5f));
        }
        return picture;
    }

    /// <summary>The image in grey with hits, misses and false alarms in colour.</summary>
    /// <param name="threshold">The lowest score that is predicted edited.</param>
    public RgbImage Errors(double threshold) => Painted(truth, colourOf: (score, of) => MaskColours.Of(of, score >= threshold));

    /// <summary>
    /// Scores and truth encoded as an image that a browser can decode: green is the score in fiftieths, rounded down, blue is the truth.
    /// With thousandths it would be many times as large.
    /// </summary>
    public RgbImage Data()
    {
        var picture = new RgbImage(width, height);
        for (var i = 0; i < scores.Length; i++)
        {
            var level = MaskSlider.Bin(scores[i]) / MaskSlider.StepsPerLevel;
            (picture.Pixels[3 * i + 1], picture.Pixels[3 * i + 2]) = ((byte)level, truth[i]);
        }
        return picture;
    }

    private RgbImage Painted(byte[] classes, Func<float, byte, MaskColours?> colourOf)
    {
        var picture = Grey();
        for (var i = 0; i < scores.Length; i++)
        {
            if (colourOf(scores[i], classes[i]) is { } colour)
            {
                var pixel = picture.Pixels.AsSpan(3 * i, 3);
                (pixel[0], pixel[1], pixel[2]) = (Mixed(colour.Red, pixel[0]), Mixed(colour.Green, pixel[0]), Mixed(colour.Blue, pixel[0]));
            }
        }
        return picture;
    }

    /// <summary>The image in grey and with little contrast, so that its own colours are not mistaken for predictions.</summary>
    public RgbImage Grey()
    {
        var picture = new RgbImage(width, height);
        for (var i = 0; i < picture.Pixels.Length; i += 3)
        {
            var (red, green, blue) = (Image.Pixels[i], Image.Pixels[i + 1], Image.Pixels[i + 2]);
            picture.Pixels.AsSpan(i, 3).Fill((byte)(Faded / 2 + (255 - Faded) * (299 * red + 587 * green + 114 * blue) / 255_000));
        }
        return picture;
    }

    private static byte Mixed(byte colour, byte light) => (byte)((3 * colour + light) / 4);

    // Nearest neighbour, which does not mix scores or classes.
    private T[] Reduced<T>(ReadOnlySpan<T> values, int fullWidth, int fullHeight)
    {
        if (fullWidth == width)
        {
            return values.ToArray();
        }
        var reduced = new T[width * height];
        for (var i = 0; i < reduced.Length; i++)
        {
            var (row, column) = Math.DivRem(i, width);
            reduced[i] = values[(int)((row + 0.5) * fullHeight / height) * fullWidth + (int)((column + 0.5) * fullWidth / width)];
        }
        return reduced;
    }
}
