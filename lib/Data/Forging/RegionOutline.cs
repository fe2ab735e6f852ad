using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>Draws random edited regions, which cover about 5 to 40 % of an image.</summary>
internal static class RegionOutline
{
    private const double LeastCoverage = 0.06, MostCoverage = 0.36;

    /// <summary>Draws a region.</summary>
    /// <param name="width">Columns of the image.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="shape">The shape of its outline.</param>
    /// <param name="random">The only source of randomness.</param>
    public static Mask Draw(int width, int height, RegionShape shape, SeededRandom random)
    {
        var area = Area(width, height, random);
        var isInside = shape switch
        {
            RegionShape.Silhouette => Silhouette(width, height, area, random),
            RegionShape.Box => Box(width, height, area, random),
            RegionShape.Brush => Brush(width, height, area, random),
            _ => throw new ArgumentException($"A {shape} follows a picture; it cannot be drawn without one.", nameof(shape)),
        };
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = isInside(i % width, i / width) ? Mask.Edited : Mask.Authentic;
        }
        return new Mask(width, height, pixels);
    }

    /// <summary>The pixels that a region covers, about.</summary>
    public static double Area(int width, int height, SeededRandom random) =>
        random.NextDouble(LeastCoverage, MostCoverage) * width * height;

    // An ellipse whose radius varies with the angle by a few low harmonics of decreasing amplitude.
    private static Func<int, int, bool> Silhouette(int width, int height, double area, SeededRandom random)
    {
        var (centreX, centreY) = (width * random.NextDouble(0.3, 0.7), height * random.NextDouble(0.3, 0.7));
        var (radius, stretch) = (Math.Sqrt(area / Math.PI), Math.Sqrt(random.NextDouble(0.5, 1)));
        var (sine, cosine) = Math.SinCos(random.NextDouble(0, Math.PI));
        (int Order, double Height, double Phase)[] swings = [.. Enumerable.Range(2, 5).Select(order =>
            (order, 0.3 * random.NextGaussian() / order, random.NextDouble(0, 2 * Math.PI)))];
        var furthest = radius * (1.001 + swings.Sum(part => Math.Abs(part.Height)));
        return (x, y) =>
        {
            var along = ((x - centreX) * cosine + (y - centreY) * sine) * stretch;
            var across = ((y - centreY) * cosine - (x - centreX) * sine) / stretch;
            var squared = along * along + across * across;
            if (squared > furthest * furthest)
            {
                return false; // most pixels, without their angle
            }
            var (angle, swing) = (Math.Atan2(across, along), 0.0);
            foreach (var part in swings)
            {
                swing += part.Height * Math.Cos(part.Order * angle + part.Phase);
            }
            swing++;
            return squared < radius * radius * Math.Max(0.1, swing * Math.Abs(swing));
        };
    }

    private static Func<int, int, bool> Box(int width, int height, double area, SeededRandom random)
    {
        var aspect = Math.Exp(random.NextDouble(-0.6, 0.6)) * width / height;
        var columns = (int)Math.Clamp(Math.Sqrt(area * aspect), 1, 0.9 * width);
        var rows = (int)Math.Clamp(area / columns, 1, 0.9 * height);
        var (left, top) = (random.Next(width - columns + 1), random.Next(height - rows + 1));
        return (x, y) => x >= left && x < left + columns && y >= top && y < top + rows;
    }

    // A random walk with turns of up to about a right angle; the brush is as wide as the area requires.
    private static Func<int, int, bool> Brush(int width, int height, double area, SeededRandom random)
    {
        var (x, y) = (width * random.NextDouble(0.2, 0.8), height * random.NextDouble(0.2, 0.8));
        var (angle, length) = (random.NextDouble(0, 2 * Math.PI), 0.0);
        var path = new List<(double X, double Y)> { (x, y) };
        for (var stroke = random.Next(3, 6); stroke > 0; stroke--)
        {
            var step = random.NextDouble(0.15, 0.35) * Math.Min(width, height);
            angle += random.NextDouble(-1.5, 1.5);
            (x, y) = (Math.Clamp(x + step * Math.Cos(angle), 0, width), Math.Clamp(y + step * Math.Sin(angle), 0, height));
            path.Add((x, y));
            length += step;
        }
        var radius = Math.Min(area / (2 * length), 0.15 * Math.Min(width, height));
        return (column, row) =>
        {
            for (var stroke = 1; stroke < path.Count; stroke++)
            {
                if (Distance(column, row, path[stroke - 1], path[stroke]) < radius)
                {
                    return true;
                }
            }
            return false;
        };
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        var (alongX, alongY) = (to.X - from.X, to.Y - from.Y);
        var squared = alongX * alongX + alongY * alongY;
        var share = squared > 0 ? Math.Clamp(((x - from.X) * alongX + (y - from.Y) * alongY) / squared, 0, 1) : 0;
        var (acrossX, acrossY) = (x - from.X - share * alongX, y - from.Y - share * alongY);
        return Math.Sqrt(acrossX * acrossX + acrossY * acrossY);
    }
}
