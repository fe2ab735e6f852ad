using Telltale.CopyMove;
using Telltale.Runtime;

namespace Telltale.Tests.CopyMove;

public class ZernikeMomentsTests
{
    private const int Side = 2 * ZernikeMoments.Radius + 1;

    public static TheoryData<int> All => [.. Enumerable.Range(0, ZernikeMoments.Count)];

    // The disc of pixels is not quite the unit disc, so the functions are orthonormal up to a few percent.
    [Theory, MemberData(nameof(All))]
    public void A_Zernike_function_has_one_moment_its_own(int index)
    {
        var (n, m) = ZernikeMoments.Indices().ElementAt(index);
        var moments = ZernikeMoments.Of(Plane((x, y) => Function(n, m, x, y)), Side, Side);
        var expected = m == 0 ? 1 : 0.5; // the real part of a complex function has half its power, at m and at −m
        for (var other = 0; other < ZernikeMoments.Count; other++)
        {
            Assert.Equal(other == index ? expected : 0, moments[other], 0.12);
        }
    }

    [Fact]
    public void Moments_stay_where_the_image_is_turned_by_a_right_angle()
    {
        var random = SeededRandom.For(17);
        float[] noise = [.. Enumerable.Range(0, Side * Side).Select(_ => (float)random.NextDouble())];
        var turned = new float[noise.Length];
        for (var i = 0; i < noise.Length; i++)
        {
            turned[i % Side * Side + Side - 1 - i / Side] = noise[i];
        }
        Assert.All(ZernikeMoments.Of(noise, Side, Side).Zip(ZernikeMoments.Of(turned, Side, Side)),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Every_pixel_has_the_moments_of_the_disc_around_it()
    {
        const int Width = 30, Height = 22;
        var random = SeededRandom.For(18);
        float[] noise = [.. Enumerable.Range(0, Width * Height).Select(_ => (float)random.NextDouble())];
        var moments = ZernikeMoments.Of(noise, Width, Height);
        var columns = Width - 2 * ZernikeMoments.Radius;
        Assert.Equal(columns * (Height - 2 * ZernikeMoments.Radius) * ZernikeMoments.Count, moments.Length);
        Assert.All(new[] { (0, 0), (5, 3), (columns - 1, Height - Side) }, place =>
        {
            var (left, top) = place;
            float[] around = [.. Enumerable.Range(0, Side * Side).Select(i => noise[(top + i / Side) * Width + left + i % Side])];
            var here = moments.AsSpan((top * columns + left) * ZernikeMoments.Count, ZernikeMoments.Count).ToArray();
            Assert.All(ZernikeMoments.Of(around, Side, Side).Zip(here), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        });
    }

    private static float[] Plane(Func<double, double, double> value) => [.. Enumerable.Range(0, Side * Side).Select(i => (float)value(
        (i % Side - ZernikeMoments.Radius) / (double)ZernikeMoments.Radius,
        (i / Side - ZernikeMoments.Radius) / (double)ZernikeMoments.Radius))];

    // Written out instead of summed, as in tables of the polynomials.
    private static double Function(int n, int m, double x, double y)
    {
        var (r, angle) = (Math.Sqrt(x * x + y * y), Math.Atan2(y, x));
        var radial = (n, m) switch
        {
            (0, 0) => 1,
            (1, 1) => r,
            (2, 0) => 2 * r * r - 1,
            (2, 2) => r * r,
            (3, 1) => 3 * Math.Pow(r, 3) - 2 * r,
            (3, 3) => Math.Pow(r, 3),
            (4, 0) => 6 * Math.Pow(r, 4) - 6 * r * r + 1,
            (4, 2) => 4 * Math.Pow(r, 4) - 3 * r * r,
            (4, 4) => Math.Pow(r, 4),
            (5, 1) => 10 * Math.Pow(r, 5) - 12 * Math.Pow(r, 3) + 3 * r,
            (5, 3) => 5 * Math.Pow(r, 5) - 4 * Math.Pow(r, 3),
            _ => Math.Pow(r, 5),
        };
        return r > 1 ? 0 : Math.Sqrt((n + 1) / Math.PI) * radial * Math.Cos(m * angle);
    }
}
