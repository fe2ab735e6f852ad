using Telltale.Bias;
using Telltale.Data;

namespace Telltale.Tests.Bias;

public class PixelStatisticsTests
{
    [Fact]
    public void They_are_those_of_numpy_and_scipy() => Assert.All(PeerCases.All.Pixels, item =>
    {
        var pixels = PixelStatistics.Of(new RgbImage(item.Width, item.Height, Array.ConvertAll(item.Rgb, value => (byte)value)));
        Assert.Equal(item.Brightness, pixels.Brightness, 1e-6);
        Assert.Equal(item.Saturation, pixels.Saturation, 1e-12);
        Assert.Equal(item.GreyShare, pixels.GreyShare, 1e-12);
        Assert.Equal(item.Noise, pixels.Noise, 1e-4);
        Assert.Equal(1, pixels.Sharpness / item.Sharpness, 1e-5);
    });

    [Fact]
    public void An_image_too_small_for_a_mask_has_no_noise() => Assert.True(double.IsNaN(PixelStatistics.Of(new RgbImage(2, 9)).Noise));
}
