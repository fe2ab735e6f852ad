using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>
/// Draws a region that follows the edges of a picture: a random pixel grows by the neighbour of the most similar colour (seeded region
/// growing, Adams and Bischof, IEEE TPAMI 1994) until the area is reached. A small cost of distance keeps it compact.
/// </summary>
internal static class PictureSegment
{
    // Standard deviations in pixels: of the blur that hides texture, and of the smoothing of the outline.
    private const double Texture = 2, Outline = 1.5;

    // Colour difference (1 = white) that a region's radius costs.
    private const double DistanceCost = 0.15;

    /// <summary>Draws a region of about 5 to 40 % of the picture.</summary>
    /// <param name="picture">The picture; not changed.</param>
    /// <param name="random">The only source of randomness.</param>
    public static Mask Draw(FloatImage picture, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(random);
        var (width, height) = (picture.Width, picture.Height);
        var area = RegionOutline.Area(width, height, random);
        var (x, y) = ((int)(width * random.NextDouble(0.2, 0.8)), (int)(height * random.NextDouble(0.2, 0.8)));
        var grown = Grow(picture, y * width + x, (int)Math.Max(1, area));
        var smooth = PlaneFilter.Convolve(grown, width, height, PlaneFilter.Gaussian(Outline));
        // A region that is thin everywhere would vanish.
        var kept = smooth.Any(share => share > 0.5f) ? smooth : grown;
        return new(width, height, Array.ConvertAll(kept, share => share > 0.5f ? Mask.Edited : Mask.Authentic));
    }

    // 1 inside, 0 outside.
    private static float[] Grow(FloatImage picture, int seed, int area)
    {
        var (width, height) = (picture.Width, picture.Height);
        var kernel = PlaneFilter.Gaussian(Texture);
        var planes = Enumerable.Range(0, 3)
            .Select(channel => PlaneFilter.Convolve(picture.PlaneArray(channel), width, height, kernel)).ToArray();
        var (radius, inside, seen) = (Math.Sqrt(area / Math.PI), new float[width * height], new bool[width * height]);
        var border = new PriorityQueue<int, (double Cost, int Pixel)>(); // ties by position, so that the result is determined
        Offer(seed);
        for (var count = 0; count < area && border.TryDequeue(out var pixel, out _); count++)
        {
            inside[pixel] = 1;
            var (x, y) = (pixel % width, pixel / width);
            foreach (var (left, top) in new[] { (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1) })
            {
                if (left >= 0 && left < width && top >= 0 && top < height)
                {
                    Offer(top * width + left);
                }
            }
        }
        return inside;

        void Offer(int pixel)
        {
            if (seen[pixel])
            {
                return;
            }
            seen[pixel] = true;
            var (right, down) = (pixel % width - seed % width, pixel / width - seed / width);
            var colour = Math.Sqrt(planes.Sum(plane => (plane[pixel] - plane[seed]) * (plane[pixel] - plane[seed])));
            border.Enqueue(pixel, (colour + DistanceCost * Math.Sqrt(right * right + down * down) / radius, pixel));
        }
    }
}
