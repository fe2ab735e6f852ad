using Telltale.Bias;
using Telltale.Data;
using Telltale.Runtime;
using Telltale.Tests.Data;

namespace Telltale.Tests.Bias;

/// <summary>
/// The history of real photographs (BSDS500), with one thing done to each. The photographs are JPEG files; shrunk to half they count as
/// never compressed, since each pixel is then a mean over four and the blocks are gone.
/// </summary>
public class PhotographHistoryTests
{
    private const int Photographs = 40;

    [Theory]
    [InlineData(50, true, 0.99)]
    [InlineData(75, true, 0.99)]
    [InlineData(90, true, 0.99)]
    [InlineData(95, true, 0.95)]
    [InlineData(50, false, 0.99)]
    [InlineData(75, false, 0.95)]
    [InlineData(80, false, 0.95)]
    public void An_earlier_JPEG_is_found_in_a_crop(int quality, bool asPng, double atLeast)
    {
        var images = Untouched().ToArray();
        var auc = MadeHistory.Auc([.. Values(image => MadeHistory.Jpeg(image, quality))], [.. Values(image => image)]);
        Assert.True(auc >= atLeast, $"AUC {auc:0.000}");

        IEnumerable<double> Values(Func<RgbImage, RgbImage> before) => images.Select((image, index) =>
            Stored(MadeHistory.Cropped(before(image), 1 + index % 3, 1 + index % 7, image.Width - 8, image.Height - 8)).EarlierJpeg);

        PixelHistory Stored(RgbImage image) => MadeHistory.Measured(asPng ? image : MadeHistory.Jpeg(image, 90));
    }

    [Theory]
    [InlineData(1.25)]
    [InlineData(1.5)]
    public void An_enlargement_is_found(double factor)
    {
        var images = Untouched().ToArray();
        var before = images.Select(MadeHistory.Measured).ToArray();
        var after = images.Select(image => MadeHistory.Measured(
            MadeHistory.Cropped(MadeHistory.Scaled(image, factor), 3, 2, image.Width, image.Height))).ToArray();
        Assert.True(MadeHistory.Auc([.. before.Select(h => h.CutOff)], [.. after.Select(h => h.CutOff)]) > 0.95);
        Assert.True(MadeHistory.Auc([.. after.Select(h => h.Resampling)], [.. before.Select(h => h.Resampling)]) > 0.95);
    }

    private static IEnumerable<RgbImage> Untouched() =>
        Directory.EnumerateFiles(SharedData.Folder("photos/bsds500"), "*.jpg", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Take(Photographs).Select(path => MadeHistory.Scaled(ImageCodec.Read(path), 0.5));
}
