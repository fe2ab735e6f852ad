using Telltale.CopyMove;
using Telltale.Runtime;

namespace Telltale.Tests.CopyMove;

public class MatchesTests
{
    private const int Width = 64, Height = 48, Border = ZernikeMoments.Radius;

    private readonly FeatureGrid full = Grid(1), half = Grid(2);

    [Fact]
    public void A_grid_lacks_the_border_and_names_the_places_of_its_pixels_at_full_size()
    {
        Assert.Equal((Width - 2 * Border, Height - 2 * Border), (full.Width, full.Height));
        Assert.Equal(Enumerable.Range(0, full.Width), full.Columns);
        Assert.Equal((Width / 2 - 2 * Border, Height / 2 - 2 * Border), (half.Width, half.Height));
        // The centre of column 8 of the reduced image lies between columns 16 and 17 of the image, which is 8 and 9 of its grid.
        Assert.InRange(half.Columns[0], 8, 9);
        Assert.All(half.Rows.Zip(half.Rows.Skip(1)), pair => Assert.Equal(2, pair.Second - pair.First, 1.0));
    }

    [Fact]
    public void A_partner_outside_the_image_is_none()
    {
        var there = new OffsetField(full.Width, full.Height);
        Array.Fill(there.X, 1);
        there.X[0] = -1;
        var matches = new Matches(full, full, there, there);
        Assert.Equal(-1, matches.Partner(0));
        Assert.Equal(2, matches.Partner(1));
        Assert.Equal(-1, matches.Partner(full.Width - 1));
    }

    [Fact]
    public void A_match_is_mutual_where_the_partner_leads_back_within_three_pixels()
    {
        var (there, back) = (new OffsetField(half.Width, half.Height), new OffsetField(full.Width, full.Height));
        var matches = new Matches(half, full, there, back);
        (there.X[0], there.Y[0]) = (10, 4);
        var partner = matches.Partner(0);
        Assert.Equal(matches.Place(0) + 4 * full.Width + 10, partner);
        (back.X[partner], back.Y[partner]) = (-13, -1);
        Assert.True(matches.IsMutual(0));
        back.X[partner] = -14;
        Assert.False(matches.IsMutual(0));
    }

    private static FeatureGrid Grid(double scale)
    {
        var random = SeededRandom.For(17);
        return new([.. Enumerable.Range(0, Width * Height).Select(_ => (float)random.NextDouble(0, 255))], Width, Height, scale);
    }
}
