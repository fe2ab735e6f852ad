namespace Telltale.Data.Transforms;

/// <summary>
/// The tiles of an image with the richest texture. Texture is the sum of the absolute differences of neighbouring pixels along rows,
/// columns and both diagonals (Zhong et al.: PatchCraft, 2023, equation 1), here of the sum of the channels.
/// </summary>
internal static class TextureTiles
{
    /// <summary>Finds them.</summary>
    /// <param name="image">Any image.</param>
    /// <param name="size">Side of a tile in pixels.</param>
    /// <param name="count">Number of tiles, at least 1.</param>
    /// <returns>
    /// Tiles of a centred grid without overlap, richest first, of equal ones the upper left first. Where the grid has fewer, they repeat;
    /// an image smaller than a tile has one, its centre, mirrored at the borders.
    /// </returns>
    public static IReadOnlyList<CropGeometry> Of(RgbImage image, int size, int count)
    {
        var (columns, rows) = (Math.Max(image.Width / size, 1), Math.Max(image.Height / size, 1));
        var (left, top) = (Margin(image.Width, columns * size), Margin(image.Height, rows * size));
        var tiles = Enumerable.Range(0, rows * columns)
            .Select(index => new CropGeometry(left + index % columns * size, top + index / columns * size, size, size)).ToList();
        if (tiles.Count > 1)
        {
            var levels = Levels(image);
            tiles = [.. tiles.OrderByDescending(tile => Texture(levels, image.Width, image.Height, tile))];
        }
        return [.. Enumerable.Range(0, count).Select(index => tiles[index % tiles.Count])];
    }

    /// <summary>The sum of the channels of each pixel, 0 to 765, in row-major order.</summary>
    internal static int[] Levels(RgbImage image)
    {
        var levels = new int[image.Width * image.Height];
        for (var index = 0; index < levels.Length; index++)
        {
            levels[index] = image.Pixels[3 * index] + image.Pixels[3 * index + 1] + image.Pixels[3 * index + 2];
        }
        return levels;
    }

    /// <summary>The texture of the part of a tile that is inside the image.</summary>
    internal static long Texture(int[] levels, int width, int height, CropGeometry tile)
    {
        var (left, right) = (Math.Max(tile.X, 0), Math.Min(tile.X + tile.Width, width) - 1);
        var (top, bottom) = (Math.Max(tile.Y, 0), Math.Min(tile.Y + tile.Height, height) - 1);
        var sum = 0L;
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var at = y * width + x;
                sum += x < right ? Math.Abs(levels[at] - levels[at + 1]) : 0;
                sum += y < bottom ? Math.Abs(levels[at] - levels[at + width]) : 0;
                sum += x < right && y < bottom
                    ? Math.Abs(levels[at] - levels[at + width + 1]) + Math.Abs(levels[at + 1] - levels[at + width]) : 0;
            }
        }
        return sum;
    }

    // As CentreCrop rounds, so that an image of one tile has its centre crop.
    private static int Margin(int length, int covered) => (int)Math.Round((length - covered) / 2.0, MidpointRounding.ToEven);
}
