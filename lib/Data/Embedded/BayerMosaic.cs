namespace Telltale.Data.Embedded;

/// <summary>A sensor with a Bayer colour filter: measures one colour per pixel and estimates the other two.</summary>
internal sealed class BayerMosaic(BayerPattern pattern)
{
    private readonly int redX = pattern is BayerPattern.Grbg or BayerPattern.Bggr ? 1 : 0;
    private readonly int redY = pattern is BayerPattern.Gbrg or BayerPattern.Bggr ? 1 : 0;

    /// <summary>The colour measured at a pixel: 0 (red), 1 (green) or 2 (blue).</summary>
    public int ColourAt(int x, int y)
    {
        var (alongRed, onRedRow) = (((x ^ redX) & 1) == 0, ((y ^ redY) & 1) == 0);
        return alongRed != onRedRow ? 1 : alongRed ? 0 : 2;
    }

    /// <summary>Measures one value per pixel, of that pixel's colour.</summary>
    public float[] Sample(FloatImage light)
    {
        var raw = new float[light.Width * light.Height];
        for (var y = 0; y < light.Height; y++)
        {
            for (var parity = 0; parity < 2; parity++)
            {
                var plane = light.Plane(ColourAt(parity, y));
                for (var i = y * light.Width + parity; i < (y + 1) * light.Width; i += 2)
                {
                    raw[i] = plane[i];
                }
            }
        }
        return raw;
    }

    /// <summary>Estimates three colours per pixel. The outermost three pixels repeat their neighbours.</summary>
    public FloatImage Demosaic(float[] raw, int width, int height, Demosaicing method)
    {
        var image = new FloatImage(width, height);
        var green = image.PlaneArray(1);
        for (var y = 2; y < height - 2; y++)
        {
            for (var x = 2; x < width - 2; x++)
            {
                var i = y * width + x;
                green[i] = ColourAt(x, y) == 1 ? raw[i] : Green(raw, i, width, method);
            }
        }
        for (var y = 3; y < height - 3; y++)
        {
            for (var x = 3; x < width - 3; x++)
            {
                Others(image, raw, y * width + x, ColourAt(x, y), ((y ^ redY) & 1) == 0, method);
            }
        }
        RepeatBorder(image);
        return image;
    }

    private static float Green(float[] raw, int i, int width, Demosaicing method)
    {
        var (horizontal, vertical) = (raw[i - 1] + raw[i + 1], raw[i - width] + raw[i + width]);
        if (method == Demosaicing.Bilinear)
        {
            return (horizontal + vertical) / 4;
        }
        var (curveX, curveY) = (2 * raw[i] - raw[i - 2] - raw[i + 2], 2 * raw[i] - raw[i - 2 * width] - raw[i + 2 * width]);
        if (method == Demosaicing.GradientCorrected)
        {
            return (horizontal + vertical) / 4 + (curveX + curveY) / 8;
        }
        var roughX = Math.Abs(raw[i - 1] - raw[i + 1]) + Math.Abs(curveX);
        var roughY = Math.Abs(raw[i - width] - raw[i + width]) + Math.Abs(curveY);
        return roughX < roughY ? horizontal / 2 + curveX / 4
            : roughY < roughX ? vertical / 2 + curveY / 4
            : (horizontal + vertical) / 4 + (curveX + curveY) / 8;
    }

    // Red and blue: at green pixels from the row or column of that colour, at the others from the diagonals.
    private static void Others(FloatImage image, float[] raw, int i, int colour, bool redRow, Demosaicing method)
    {
        var (red, green, blue, width) = (image.PlaneArray(0), image.PlaneArray(1), image.PlaneArray(2), image.Width);
        if (colour == 1)
        {
            var (along, across) = (Between(raw, green, i, 1, method), Between(raw, green, i, width, method));
            (red[i], blue[i]) = redRow ? (along, across) : (across, along);
            return;
        }
        var diagonal = (Between(raw, green, i, width + 1, method) + Between(raw, green, i, width - 1, method)) / 2;
        (red[i], blue[i]) = colour == 0 ? (raw[i], diagonal) : (diagonal, raw[i]);
    }

    // The mean of two opposite neighbours, corrected by the difference of green.
    private static float Between(float[] raw, float[] green, int i, int step, Demosaicing method)
    {
        var mean = (raw[i - step] + raw[i + step]) / 2;
        var correction = green[i] - (green[i - step] + green[i + step]) / 2;
        return method switch
        {
            Demosaicing.Bilinear => mean,
            Demosaicing.GradientCorrected => mean + 0.75f * correction,
            _ => mean + correction,
        };
    }

    private static void RepeatBorder(FloatImage image)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Plane(channel);
            for (var y = 0; y < image.Height; y++)
            {
                for (var x = 0; x < image.Width; x++)
                {
                    var (nearX, nearY) = (Math.Clamp(x, 3, image.Width - 4), Math.Clamp(y, 3, image.Height - 4));
                    if (nearX != x || nearY != y)
                    {
                        plane[y * image.Width + x] = plane[nearY * image.Width + nearX];
                    }
                }
            }
        }
    }
}
