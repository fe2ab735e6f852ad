using CsCheck;
using Telltale.Data;
using Telltale.Data.Transforms;

namespace Telltale.Tests.Data.Transforms;

/// <summary>What is computed several pixels at once, against the plainest loop that says the same, bit for bit.</summary>
public class ScalarReferenceTests
{
    private static readonly Gen<RgbImage> Images = Gen.Select(Gen.Int[1, 75], Gen.Int[1, 40]).Select(TransformFixture.Noise);

    [Fact]
    public void Resizing() =>
        Gen.Select(Images, Gen.Int[1, 90], Gen.Int[1, 90]).Sample((image, width, height) =>
            Assert.Equal(Transposed(Narrowed(Transposed(Narrowed(image, width)), height)).Pixels,
                new ResizeGeometry(width, height).Apply(image).Pixels));

    [Fact]
    public void Rotation() =>
        Gen.Select(Images, Gen.Double[-180, 180], Gen.Byte).Sample((image, degrees, fill) =>
            Assert.Equal(Turned(image, degrees, fill), new RotationGeometry(degrees, fill).Apply(image).Pixels));

    [Fact]
    public void A_quarter_turn_and_no_turn() =>
        Images.Sample(image => Assert.All([0.0, 90, -90, 180], degrees =>
            Assert.Equal(Turned(image, degrees, 9), new RotationGeometry(degrees, 9).Apply(image).Pixels)));

    [Fact]
    public void Normalization_of_every_channel() =>
        Images.Sample(image =>
        {
            var (normalization, values) = (Normalization.ImageNet, new float[image.Pixels.Length]);
            normalization.Write(image, values);
            float[] means = [normalization.Mean.Red, normalization.Mean.Green, normalization.Mean.Blue];
            float[] deviations =
                [normalization.StandardDeviation.Red, normalization.StandardDeviation.Green, normalization.StandardDeviation.Blue];
            Assert.Equal(image.Pixels.Select((level, i) => (level / 255f - means[i % 3]) / deviations[i % 3]), values);
        });

    /// <summary>Pillow's fixed-point sums along the rows, as in its Resample.c.</summary>
    private static RgbImage Narrowed(RgbImage image, int width)
    {
        if (width == image.Width)
        {
            return image;
        }
        var result = new RgbImage(width, image.Height);
        var scale = (double)image.Width / width;
        var reach = Math.Max(scale, 1);
        for (var i = 0; i < result.Pixels.Length; i++)
        {
            var (row, column, channel) = (i / (3 * width), i / 3 % width, i % 3);
            var centre = (column + 0.5) * scale;
            var (start, end) = (Math.Max((int)(centre - reach + 0.5), 0), Math.Min((int)(centre + reach + 0.5), image.Width));
            var heights = Enumerable.Range(start, end - start).Select(x => Math.Max(0, 1 - Math.Abs((x - centre + 0.5) / reach))).ToArray();
            var sum = 1 << 21;
            for (var tap = 0; tap < heights.Length; tap++)
            {
                sum += image.Pixels[3 * (image.Width * row + start + tap) + channel]
                    * (int)(heights[tap] / heights.Sum() * (1 << 22) + 0.5);
            }
            result.Pixels[i] = (byte)(sum >> 22);
        }
        return result;
    }

    private static RgbImage Transposed(RgbImage image)
    {
        var result = new RgbImage(image.Height, image.Width);
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(result.Pixels.AsSpan(3 * (i % image.Width * image.Height + i / image.Width)));
        }
        return result;
    }

    private static byte[] Turned(RgbImage image, double degrees, byte fill)
    {
        var (width, height) = (image.Width, image.Height);
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(degrees));
        var result = new byte[image.Pixels.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var (x, y) = (i / 3 % width + 0.5 - width / 2.0, i / 3 / width + 0.5 - height / 2.0);
            var (fromX, fromY) = (cosine * x - sine * y + width / 2.0, sine * x + cosine * y + height / 2.0);
            result[i] = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height
                ? Between(image, fromX - 0.5, fromY - 0.5, i % 3) : fill;
        }
        return result;
    }

    private static byte Between(RgbImage image, double x, double y, int channel)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = ((float)(x - left), (float)(y - top));
        var above = Mix(Level(left, top), Level(left + 1, top), right);
        var below = Mix(Level(left, top + 1), Level(left + 1, top + 1), right);
        return (byte)(Mix(above, below, down) + 0.5f);

        float Level(int column, int row) =>
            image.Pixels[3 * (image.Width * Math.Clamp(row, 0, image.Height - 1) + Math.Clamp(column, 0, image.Width - 1)) + channel];

        static float Mix(float first, float second, float share) => first + (second - first) * share;
    }
}
