using Telltale.Data;

namespace Telltale.Bias;

/// <summary>The luma of an image (ITU-R BT.601).</summary>
/// <param name="Values">height × width values in levels, 0 = black to 255 = white, row by row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal sealed record LumaPlane(float[] Values, int Width, int Height)
{
    /// <summary>The luma of every pixel.</summary>
    public static LumaPlane Of(RgbImage image)
    {
        var (values, rgb) = (new float[image.Width * image.Height], image.Pixels);
        for (int i = 0, source = 0; i < values.Length; i++, source += 3)
        {
            values[i] = 0.299f * rgb[source] + 0.587f * rgb[source + 1] + 0.114f * rgb[source + 2];
        }
        return new(values, image.Width, image.Height);
    }

    /// <summary>
    /// The central part, at most side × side. Its first row and column are multiples of <see cref="BlockDct.Size"/>, so that blocks which
    /// start at the image's corner start at the part's corner too.
    /// </summary>
    public LumaPlane Centre(int side)
    {
        static int First(int length, int side) => Math.Max(0, (length - side) / 2) / BlockDct.Size * BlockDct.Size;
        var (left, top, width, height) = (First(Width, side), First(Height, side), Math.Min(Width, side), Math.Min(Height, side));
        if ((width, height) == (Width, Height))
        {
            return this;
        }
        var values = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            Values.AsSpan((top + y) * Width + left, width).CopyTo(values.AsSpan(y * width));
        }
        return new(values, width, height);
    }
}
