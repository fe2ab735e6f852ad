using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Transforms;

public class TextureTilesTests
{
    [Fact]
    public void Texture_is_the_sum_of_differences_along_rows_columns_and_both_diagonals()
    {
        // Grey levels 1 2 / 5 9, three channels each: rows 1 + 4, columns 4 + 7, diagonals 8 and 3.
        var image = new RgbImage(2, 2, [1, 1, 1, 2, 2, 2, 5, 5, 5, 9, 9, 9]);
        Assert.Equal(3 * (1 + 4 + 4 + 7 + 8 + 3), Texture(image, new(0, 0, 2, 2)));
    }

    [Fact]
    public void The_richest_tiles_of_the_centred_grid_come_first()
    {
        var image = Textured(10, 9, [(1, 0), (5, 4)], size: 4); // the grid of 4 px starts at (1, 0): two columns, two rows
        var tiles = TextureTiles.Of(image, size: 4, count: 2);
        Assert.Equal([(1, 0), (5, 4)], tiles.Select(tile => (tile.X, tile.Y)).Order());
        Assert.Equal(tiles, TextureTiles.Of(image, 4, 2));
        Assert.True(Texture(image, tiles[0]) >= Texture(image, tiles[1]));
    }

    [Fact]
    public void Of_equal_tiles_the_upper_left_comes_first_and_few_tiles_repeat()
    {
        var tiles = TextureTiles.Of(new RgbImage(8, 4), size: 4, count: 5);
        Assert.Equal([0, 4, 0, 4, 0], tiles.Select(tile => tile.X));
    }

    [Fact]
    public void An_image_smaller_than_a_tile_has_its_centre()
    {
        var tile = Assert.Single(TextureTiles.Of(new RgbImage(5, 20), size: 8, count: 1).Distinct());
        Assert.Equal((-2, 8), (tile.X, tile.Width));
    }

    private static long Texture(RgbImage image, CropGeometry tile) =>
        TextureTiles.Texture(TextureTiles.Levels(image), image.Width, image.Height, tile);

    private static RgbImage Textured(int width, int height, (int X, int Y)[] tiles, int size)
    {
        var image = new RgbImage(width, height);
        var random = SeededRandom.For(17);
        foreach (var (left, top) in tiles)
        {
            for (var index = 0; index < size * size; index++)
            {
                var at = 3 * ((top + index / size) * width + left + index % size);
                image.Pixels.AsSpan(at, 3).Fill((byte)random.Next(256));
            }
        }
        return image;
    }
}
