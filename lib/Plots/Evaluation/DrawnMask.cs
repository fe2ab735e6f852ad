using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>One predicted mask as pictures. Large images are drawn smaller; whatever is counted is counted on all pixels.</summary>
internal sealed class DrawnMask
{
    private const int LongestSide = 384;
    // The grey picture beneath an error map is faded, so that the colours stand out of it.
    private const int Faded = 96;

    private readonly int width;
    private readonly int height;
    private readonly float[] scores;
    private readonly byte[] truth;

    /// <summary>Reads the image of a predicted mask.</summary>
    /// <exception cref="ImageFileException">The image cannot be read.</exception>
    /// <exception cref="ArgumentException">The mask was predicted on a part of the image, or on a resized one.</exception>
    public DrawnMask(PredictedMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var image = ImageCodec.Read(mask.Record.Path);
        if ((image.Width, image.Height) != (mask.Truth.Width, mask.Truth.Height))
        {
            throw new ArgumentException(
                $"The mask predicted for {mask.Record.Path} is {mask.Truth.Width} × {mask.Truth.Height}, the image {image.Width} × {image.Height}: " +
                "only masks of whole images can be drawn over them.", nameof(mask));
        }
        var scale = Math.Min(1, LongestSide / (double)Math.Max(image.Width, image.Height));
        (width, height) = (Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));
        Image = scale == 1 ? image : new Resize(width, height).Apply(image, SeededRandom.For());
        (scores, truth) = (Reduced(mask.Scores.Span, image.Width, image.Height), Reduced(mask.Truth.Pixels, image.Width, image.Height));
    }

    /// <summary>The image itself.</summary>
    public RgbImage Image { get; }

    /// <summary>The image with the edited region in colour.</summary>
    public RgbImage Truth() => Painted(truth, answer: (_, of) => of == Mask.Edited ? MaskColours.Hit : null);

    /// <summary>The scores: black = 0, white = 1.</summary>
    public RgbImage Scores()
    {
        var picture = new RgbImage(width, height);
        for (var i = 0; i < scores.Length; i++)
        {
            picture.Pixels.AsSpan(3 * i, 3).Fill((byte)(Math.Clamp(scores[i], 0, 1) * 255 + 0.5f));
        }
        return picture;
    }

    /// <summary>The image with hits, misses and false alarms in colour.</summary>
    /// <param name="threshold">The lowest score that is answered <em>edited</em>.</param>
    public RgbImage Errors(double threshold) => Painted(truth, answer: (score, of) => MaskColours.Of(of, score >= threshold));

    /// <summary>
    /// Scores and truth as one picture that a browser can read back: red and green are the score's bin (red · 256 + green), blue is
    /// the truth.
    /// </summary>
    public RgbImage Data()
    {
        var picture = new RgbImage(width, height);
        for (var i = 0; i < scores.Length; i++)
        {
            var bin = MaskSlider.Bin(scores[i]);
            (picture.Pixels[3 * i], picture.Pixels[3 * i + 1], picture.Pixels[3 * i + 2]) = ((byte)(bin >> 8), (byte)bin, truth[i]);
        }
        return picture;
    }

    private RgbImage Painted(byte[] classes, Func<float, byte, MaskColours?> answer)
    {
        var picture = Grey();
        for (var i = 0; i < scores.Length; i++)
        {
            if (answer(scores[i], classes[i]) is { } colour)
            {
                var pixel = picture.Pixels.AsSpan(3 * i, 3);
                (pixel[0], pixel[1], pixel[2]) = (Mixed(colour.Red, pixel[0]), Mixed(colour.Green, pixel[0]), Mixed(colour.Blue, pixel[0]));
            }
        }
        return picture;
    }

    /// <summary>The image without colours and with little contrast, so that no colour of it is taken for an answer.</summary>
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

    // The nearest pixel, so that a score stays a score and a class a class.
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
