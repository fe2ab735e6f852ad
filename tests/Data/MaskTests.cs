using Telltale.Data;

namespace Telltale.Tests.Data;

public class MaskTests
{
    [Fact]
    public void Coverage_is_the_share_of_the_pixels_that_count() =>
        Assert.Equal(1 / 3.0, new Mask(2, 2, [0, 1, 0, Mask.Ignored]).Coverage, 12);

    [Fact]
    public void Where_nothing_counts_nothing_is_covered() => Assert.Equal(0, new Mask(1, 1, [Mask.Ignored]).Coverage);

    [Fact]
    public void A_value_between_is_refused_with_its_place() =>
        Assert.Contains(
            "Pixel 1 of a mask is 128", Assert.Throws<ArgumentException>(() => new Mask(2, 1, [0, 128])).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_length_is_refused() =>
        Assert.Contains("2 × 2 needs 4 bytes, not 3",
            Assert.Throws<ArgumentException>(() => new Mask(2, 2, [0, 1, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void As_a_picture_it_is_white_where_edited() =>
        Assert.Equal(
            [0, 0, 0, 255, 255, 255, 127, 127, 127], new Mask(3, 1, [Mask.Authentic, Mask.Edited, Mask.Ignored]).ToRgbImage().Pixels);
}
