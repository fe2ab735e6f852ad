using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Models;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.FrontEnds;

public sealed class BlockDctFrontEndTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Every_pixel_has_the_coefficients_of_its_block()
    {
        var image = Noise(24, 16);
        var channels = new BlockDctFrontEnd().Apply(Input(image));
        Assert.Equal([1, 64, 16, 24], channels.shape);
        foreach (var (vertical, horizontal, row, column) in new[] { (0, 1, 0, 0), (3, 5, 1, 2), (7, 7, 1, 0) })
        {
            var expected = Math.Log(1 + Math.Abs(Coefficient(image, 8 * row, 8 * column, vertical, horizontal)));
            foreach (var (y, x) in new[] { (8 * row, 8 * column), (8 * row + 7, 8 * column + 7) })
            {
                Assert.Equal(expected, channels[0, 8 * vertical + horizontal, y, x].item<float>(), 1e-3);
            }
        }
    }

    [Fact]
    public void In_a_jpeg_coefficients_are_multiples_of_the_steps_of_its_table_and_off_its_grid_they_are_not()
    {
        // Quality 50 is the table of the standard's annex K itself: 11 and 12 for the lowest frequencies, 24 for (0, 4).
        var jpeg = ImageCodec.Decode(ImageCodec.EncodeJpeg(Noise(64, 64), 50, ChromaSubsampling.Yuv444), "jpeg");
        foreach (var (vertical, horizontal, step) in new[] { (0, 1, 11.0), (1, 0, 12.0), (0, 4, 24.0) })
        {
            Assert.InRange(Distance(jpeg, vertical, horizontal, step), 0, 0.06);
            var moved = new CropGeometry(3, 5, 56, 56).Apply(jpeg);
            Assert.InRange(Distance(moved, vertical, horizontal, step), 0.15, 0.35);
        }
    }

    [Fact]
    public void Sides_that_fill_no_block_are_padded_and_nothing_is_lost()
    {
        var channels = new BlockDctFrontEnd().Apply(Input(Noise(21, 13)));
        Assert.Equal([1, 64, 13, 21], channels.shape);
        Assert.True(channels.isfinite().all().item<bool>());
        Assert.Equal(new BlockDctFrontEnd(), new BlockDctFrontEnd());
    }

    // The mean distance of a coefficient from the nearest multiple of a step, in steps; 0.25 if they have nothing to do with each other.
    private static double Distance(RgbImage image, int vertical, int horizontal, double step)
    {
        var channel = new BlockDctFrontEnd().Apply(Input(image))[0, 8 * vertical + horizontal];
        var blocks = Enumerable.Range(0, image.Height / 8 * (image.Width / 8)).Select(block =>
            Math.Exp(channel[8 * (block / (image.Width / 8)), 8 * (block % (image.Width / 8))].item<float>()) - 1);
        return blocks.Average(magnitude => Math.Abs(magnitude / step - Math.Round(magnitude / step)));
    }

    private static double Coefficient(RgbImage image, int top, int left, int vertical, int horizontal)
    {
        double Basis(int frequency, int place) =>
            Math.Sqrt((frequency == 0 ? 1 : 2) / 8.0) * Math.Cos(Math.PI * frequency * (2 * place + 1) / 16);
        return Enumerable.Range(0, 64).Sum(i => Basis(vertical, i / 8) * Basis(horizontal, i % 8)
            * image.Pixels[3 * ((top + i / 8) * image.Width + left + i % 8)]);
    }

    private static RgbImage Noise(int width, int height)
    {
        var (image, random) = (new RgbImage(width, height), SeededRandom.For(7));
        for (var i = 0; i < width * height; i++)
        {
            var level = 128 + 50 * Math.Sin(i % width / 3.0) * Math.Cos(i / width / 4.0) + 25 * random.NextGaussian();
            image.Pixels.AsSpan(3 * i, 3).Fill((byte)Math.Clamp(level, 0, 255));
        }
        return image;
    }

    private static Tensor Input(RgbImage image)
    {
        var values = new float[image.Pixels.Length];
        Normalization.ImageNet.Write(image, values);
        return tensor(values, [1, image.Height, image.Width, 3]).permute(0, 3, 1, 2);
    }
}
