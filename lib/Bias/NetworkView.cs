using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The input of a network for one image, in managed memory.</summary>
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
        return new(record, image, ChannelsFirst(input));
    }

    private static float[] ChannelsFirst(float[] pixels)
    {
        var (planes, size) = (new float[pixels.Length], pixels.Length / 3);
        for (var i = 0; i < planes.Length; i++)
        {
            planes[i] = pixels[i % size * 3 + i / size];
        }
        return planes;
    }

    /// <summary>The input with rectangles replaced by the mean colour of the image.</summary>
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
