namespace Telltale.Data;

/// <summary>Applies the EXIF orientation tag (1 to 8) to pixels.</summary>
internal static class ExifOrientation
{
    /// <summary>True where width and height are swapped.</summary>
    public static bool SwapsSides(int orientation) => orientation is >= 5 and <= 8;

    /// <summary>The upright image; the same instance where it is upright already.</summary>
    /// <param name="stored">The pixels as stored in the file.</param>
    /// <param name="orientation">EXIF tag 0x0112; anything outside 2 to 8 means upright.</param>
    public static RgbImage Apply(RgbImage stored, int orientation)
    {
        if (orientation is < 2 or > 8)
        {
            return stored;
        }
        var (width, height) = (stored.Width, stored.Height);
        // Stored pixel (x, y) moves to index start + x * acrossStep + y * downStep of the upright image.
        var (start, acrossStep, downStep) = orientation switch
        {
            2 => (width - 1, -1, width),
            3 => (width * height - 1, -1, -width),
            4 => (width * (height - 1), 1, -width),
            5 => (0, height, 1),
            6 => (height - 1, height, -1),
            7 => (width * height - 1, -height, -1),
            _ => (height * (width - 1), -height, 1),
        };
        var upright = SwapsSides(orientation) ? new RgbImage(height, width) : new RgbImage(width, height);
        var (from, to) = (stored.Pixels, upright.Pixels);
        var source = 0;
        for (var y = 0; y < height; y++)
        {
            var target = 3 * (start + y * downStep);
            for (var x = 0; x < width; x++, source += 3, target += 3 * acrossStep)
            {
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
            }
        }
        return upright;
    }
}
