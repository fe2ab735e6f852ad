using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Where in an image a detector finds its evidence. Which evidence it is, a map does not say.</summary>
public sealed class AttributionMap
{
    internal AttributionMap(string method, NetworkView view, double score, float[] values) =>
        (Method, View, Score, Values) = (method, view, score, values);

    /// <summary>How it was made.</summary>
    public string Method { get; }

    /// <summary>The image's record.</summary>
    public ImageRecord Record => View.Record;

    /// <summary>The image as the network sees it, after the transform and before normalization.</summary>
    public RgbImage Image => View.Image;

    /// <summary>The detector's probability of synthetic, in [0, 1].</summary>
    public double Score { get; }

    /// <summary>height × width values of <see cref="Image"/>, row by row: how much a place speaks for synthetic, in a unit of the method's own.</summary>
    public ReadOnlyMemory<float> Values { get; }

    internal NetworkView View { get; }
}

/// <summary>An image as a network sees it, in managed memory.</summary>
/// <param name="Record">The image's record.</param>
/// <param name="Image">After the transform, before normalization.</param>
/// <param name="Input">(3, H, W) float32 in row-major order, normalised.</param>
internal sealed record NetworkView(ImageRecord Record, RgbImage Image, float[] Input)
{
    /// <summary>Reads an image.</summary>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    public static NetworkView Of(ImageRecord record, TransformPipeline transform)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(transform);
        var image = transform.Apply(ImageCodec.Read(record.Path), SeededRandom.For());
        var input = new float[image.Pixels.Length];
        transform.WriteNormalized(image, input);
        return new(record, image, input);
    }

    /// <summary>The input with rectangles replaced by the image's mean colour, which holds no more than where its light lies on average.</summary>
    public float[] Without(IEnumerable<Tile> tiles)
    {
        var (size, covered) = (Image.Width * Image.Height, (float[])Input.Clone());
        var mean = Enumerable.Range(0, 3).Select(channel => Input.AsSpan(channel * size, size).ToArray().Average()).ToArray();
        foreach (var tile in tiles)
        {
            for (var row = 0; row < 3 * tile.Height; row++)
            {
                var (channel, y) = Math.DivRem(row, tile.Height);
                covered.AsSpan(channel * size + (tile.Top + y) * Image.Width + tile.Left, tile.Width).Fill(mean[channel]);
            }
        }
        return covered;
    }
}

/// <summary>A rectangle of pixels.</summary>
internal readonly record struct Tile(int Left, int Top, int Width, int Height)
{
    /// <summary>Tiles of a side, one every so many pixels, the last ones cut or moved so that they cover the image and no more.</summary>
    public static IReadOnlyList<Tile> Cover(int width, int height, int side, int stride) =>
        [.. Starts(height, side, stride).SelectMany(top => Starts(width, side, stride).Select(left =>
            new Tile(left, top, Math.Min(side, width - left), Math.Min(side, height - top))))];

    private static IEnumerable<int> Starts(int length, int side, int stride)
    {
        var start = 0;
        for (; start + side < length; start += stride)
        {
            yield return start;
        }
        yield return stride < side ? Math.Max(0, length - side) : start;
    }
}
