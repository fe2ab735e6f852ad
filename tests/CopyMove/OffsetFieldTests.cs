using MathNet.Numerics.LinearRegression;
using Telltale.CopyMove;
using Telltale.Runtime;

namespace Telltale.Tests.CopyMove;

public class OffsetFieldTests
{
    private const int Width = 23, Height = 19;

    private readonly OffsetField noise = Field((random, _, _) => (random.Next(-40, 41), random.Next(-40, 41)));

    [Fact]
    public void Matches_that_follow_an_affine_map_do_not_deviate()
    {
        var affine = Field((_, x, y) => (3 * x - 2 * y + 5, x + 4 * y - 7));
        var deviation = AffineDeviation.Of(affine, new Disc(6));
        Assert.All(Enumerable.Range(0, Width * Height).Where(IsInside), pixel => Assert.Equal(0, deviation[pixel], 1e-6));
    }

    [Fact]
    public void The_deviation_is_the_residual_of_a_plain_least_squares_fit()
    {
        const int X = 9, Y = 8;
        var around = (from y in Enumerable.Range(-6, 13) from x in Enumerable.Range(-6, 13)
            where x * x + y * y <= 36 select (X: X + x, Y: Y + y)).ToList();
        double Residual(int[] offsets)
        {
            double[][] columns = [.. around.Select(place => new double[] { place.X, place.Y })];
            double[] values = [.. around.Select(place => (double)offsets[place.Y * Width + place.X])];
            var fit = MultipleRegression.QR(columns, values, intercept: true);
            return columns.Zip(values, (place, value) => Math.Pow(value - fit[0] - fit[1] * place[0] - fit[2] * place[1], 2)).Sum();
        }
        Assert.Equal(Residual(noise.X) + Residual(noise.Y), AffineDeviation.Of(noise, new Disc(6))[Y * Width + X], 1e-6);
    }

    [Fact]
    public void Where_the_disc_reaches_beyond_the_grid_the_deviation_is_infinite()
    {
        var deviation = AffineDeviation.Of(noise, new Disc(6));
        Assert.All(Enumerable.Range(0, Width * Height), pixel => Assert.Equal(IsInside(pixel), double.IsFinite(deviation[pixel])));
    }

    [Fact]
    public void The_median_is_that_of_the_disc_cut_at_the_border()
    {
        var median = noise.Median(new Disc(4));
        Assert.All(new[] { (0, 0), (11, 9), (22, 18), (3, 17) }, place =>
        {
            var (x, y) = place;
            var around = (from row in Enumerable.Range(0, Height) from column in Enumerable.Range(0, Width)
                where (row - y) * (row - y) + (column - x) * (column - x) <= 16 select noise.X[row * Width + column]).Order().ToList();
            Assert.Equal(around[around.Count / 2], median.X[y * Width + x]);
        });
    }

    private static bool IsInside(int pixel) =>
        pixel % Width is >= 6 and < Width - 6 && pixel / Width is >= 6 and < Height - 6;

    private static OffsetField Field(Func<SeededRandom, int, int, (int X, int Y)> offset)
    {
        var (field, random) = (new OffsetField(Width, Height), SeededRandom.For(17));
        for (var pixel = 0; pixel < Width * Height; pixel++)
        {
            (field.X[pixel], field.Y[pixel]) = offset(random, pixel % Width, pixel / Width);
        }
        return field;
    }
}
