namespace Telltale.Bias;

/// <summary>
/// What happened to the pixels of an image before its file was written, estimated from the pixels alone: no header is read. Every value is
/// NaN below <see cref="SmallestSide"/> pixels; of large images only the middle is read.
/// </summary>
/// <param name="PixelQuality">
/// JPEG quality of the blocks that start at the image's corner, 30 to 99; <see cref="NoQuality"/> where there are none. In a JPEG file that
/// was compressed once it is the file's own, in one compressed twice without cropping mostly the lower one, in a PNG file that of an
/// earlier JPEG.
/// </param>
/// <param name="EarlierJpeg">Evidence of blocks that start elsewhere, in standard deviations, see <see cref="JpegGrid"/>.</param>
/// <param name="EarlierQuality">JPEG quality of these, 30 to 99; <see cref="NoQuality"/> where there are none.</param>
/// <param name="Resampling">Clarity of the periodic prediction error, see <see cref="ResamplingTrace.Of"/>; 0 below 8.</param>
/// <param name="CutOff">Power of the highest frequencies relative to the middle ones in decibels, see <see cref="RadialPower"/>.</param>
internal sealed record PixelHistory(double PixelQuality, double EarlierJpeg, double EarlierQuality, double Resampling, double CutOff)
{
    /// <summary>Quality of an image in which no blocks are found.</summary>
    public const double NoQuality = 100;

    /// <summary>Smallest side in pixels: below, there are too few blocks.</summary>
    public const int SmallestSide = 64;

    // An audit of large photographs stays fast; 4,096 blocks are plenty.
    private const int LargestSide = 512;

    // Textures and repeated objects reach about this; below it, the value would tell their share, not a history (docs/measured.md).
    private const double LeastClarity = 8;

    /// <summary>Of an image that is too small.</summary>
    public static PixelHistory Unknown { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Measures an image.</summary>
    /// <param name="luma">The whole image.</param>
    public static PixelHistory Of(LumaPlane luma)
    {
        if (Math.Min(luma.Width, luma.Height) < SmallestSide)
        {
            return Unknown;
        }
        var middle = luma.Centre(LargestSide);
        var (own, other) = JpegGrids.Of(middle);
        return new(Quality(own), Math.Max(0, other.Deviations), Quality(other), Clear(ResamplingTrace.Of(middle)),
            RadialPower.CutOff(RadialPower.Of(middle)));
    }

    private static double Clear(double clarity) => clarity >= LeastClarity ? clarity : 0;

    private static double Quality(JpegGrid grid) => grid.IsFound ? grid.Quality : NoQuality;
}
