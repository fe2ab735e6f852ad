using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.CopyMove;

/// <summary>
/// Finds copy-move edits without training: regions of an image that lie in it twice, also where the copy was rotated or scaled.
/// Marks both, source and copy, since the pixels do not tell which one came first. Repeated objects (windows, tiles) may be marked too.
/// </summary>
/// <remarks>
/// After Cozzolino, Poggi and Verdoliva, "Efficient dense-field copy-move forgery detection", IEEE TIFS 10 (2015): rotation-invariant
/// features of every pixel (<see cref="ZernikeMoments"/>), the most similar pixel of each (<see cref="PatchMatch"/>), a median, and the
/// deviation from an affine map (<see cref="AffineDeviation"/>). Added here: the image is also matched with itself reduced, which finds
/// copies of another size; matches hold in both directions, and a region's score is the share of its pixels of which that is true.
/// </remarks>
/// <example><code>
/// var edited = new LocalizationDataset(LocalizationFolder.Read("/data/edited"), Transform.Evaluation(256));
/// var masks = CopyMoveMatcher.Masks(edited, "test");
/// var report = MaskReport.Of(MaskHistograms.Of(masks), Threshold.Fixed(0.5), Averaging.PerImage with { EditedOnly = true });
/// </code></example>
public static class CopyMoveMatcher
{
    /// <summary>Smallest width and height of an image in pixels.</summary>
    public const int ShortestSide = 32;

    private static readonly Disc Median = new(4), Fit = new(6);

    // The fit keeps away from the border of a copy by its radius, the median where that is curved; chosen on cvip_d12.
    private static readonly Disc Rim = new(8);

    /// <summary>
    /// Scores every pixel of every image at its original size; several images at once, with the same result as one by one.
    /// </summary>
    /// <param name="dataset">The images and masks; its transform is not used.</param>
    /// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
    /// <param name="options">How copies are looked for; null for the defaults.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels within an image.</param>
    /// <returns>One mask per image, in the order of the dataset, of the size of the image.</returns>
    /// <exception cref="ImageFileException">An image or a mask cannot be read, or is too small; the message names the file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is too small.</exception>
    public static PredictedMasks Masks(
        LocalizationDataset dataset, string name = "masks", CopyMoveOptions? options = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new();
        options.Validate();
        var masks = new PredictedMask[dataset.Records.Count];
        void Match(int index)
        {
            var (image, truth) = dataset.ReadPair(index);
            var record = dataset.Records[index];
            if (Math.Min(image.Width, image.Height) < ShortestSide)
            {
                throw new ImageFileException(record.Path, TooSmall(image), "Leave it out of the collection.");
            }
            masks[index] = new(record, ScorePixels(image, options, cancellation), truth);
        }
        try
        {
            new ParallelWork($"match {name}", masks.Length).Run(Match, progress, cancellation);
        }
        catch (AggregateException several)
        {
            // The first by index, whichever thread failed first.
            throw several.Flatten().InnerExceptions.OrderBy(one => one.Message, StringComparer.Ordinal).First();
        }
        return new(name, masks);
    }

    /// <summary>Scores every pixel of one image.</summary>
    /// <param name="image">At least <see cref="ShortestSide"/> pixels along each side.</param>
    /// <param name="options">How copies are looked for; null for the defaults.</param>
    /// <param name="cancellation">Cancels before the next pass over the image.</param>
    /// <returns>
    /// Height × width scores in [0, 1], row by row: 0 outside copies, and within one the share of its pixels that are matched in both
    /// directions. Take 0.5 as the threshold.
    /// </returns>
    /// <exception cref="ArgumentException">The image is too small.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is too small.</exception>
    public static float[] ScorePixels(RgbImage image, CopyMoveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= new();
        options.Validate();
        if (Math.Min(image.Width, image.Height) < ShortestSide)
        {
            throw new ArgumentException(TooSmall(image), nameof(image));
        }
        var luminance = Luminance(image);
        var full = new FeatureGrid(luminance, image.Width, image.Height);
        var scores = new float[image.Width * image.Height];
        foreach (var scale in options.Scales.Where(scale => Math.Min(image.Width, image.Height) >= scale * ShortestSide))
        {
            var grid = scale == 1 ? full : new FeatureGrid(luminance, image.Width, image.Height, scale);
            Mark(PatchMatch.Of(grid, full, options, cancellation).Median(Median), options, image.Width, scores);
        }
        return scores;
    }

    private static void Mark(Matches matches, CopyMoveOptions options, int width, float[] scores)
    {
        foreach (var region in MatchedRegion.Of(matches, AffineDeviation.Of(matches.There, Fit), options))
        {
            foreach (var pixel in region.BothSides(matches))
            {
                var (x, y) = (pixel % matches.Full.Width + ZernikeMoments.Radius, pixel / matches.Full.Width + ZernikeMoments.Radius);
                Rim.Raise(scores, x, y, width, (float)region.Agreement);
            }
        }
    }

    private static string TooSmall(RgbImage image) =>
        $"The image has {image.Width} × {image.Height} pixels; looking for copies needs at least {ShortestSide} along each side.";

    private static float[] Luminance(RgbImage image)
    {
        var plane = new float[image.Width * image.Height];
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i] = 0.299f * image.Pixels[3 * i] + 0.587f * image.Pixels[3 * i + 1] + 0.114f * image.Pixels[3 * i + 2];
        }
        return plane;
    }
}
