using System.Diagnostics;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Reads masks predicted by any localizer: a folder of grey images with the names of the images, and any extension; black = authentic,
/// white = edited. PNG keeps all 256 levels; JPEG changes them. Masks that all have levels 0 and 1 only are read as black and white.
/// </summary>
public static class DetectorMasks
{
    /// <summary>Reads the predicted mask of every image.</summary>
    /// <param name="folder">The folder; masks may be in subfolders and are matched by the ends of their paths.</param>
    /// <param name="images">The images, with their true masks.</param>
    /// <param name="options">How true masks are read; null for levels above 127 = edited.</param>
    /// <param name="predicted">
    /// Channel, polarity, level and size of the predicted masks, read as true masks are, but for the threshold: their levels are scores;
    /// null for grey masks with white = edited.
    /// </param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>One mask per image, in the order of the collection; score = level / 255. 5 bytes per pixel.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ImageFileException">
    /// An image has no mask or several, or a mask has another size, is not grey, or cannot be read.
    /// </exception>
    public static PredictedMasks Read(
        string folder, ImageCollection images, MaskOptions? options = null, MaskOptions? predicted = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(images);
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{root}'. Give the folder of the predicted masks.");
        }
        var match = new PathMatch<string>(ImageListing.Of(root), path => path, extensions: false);
        var (masks, highest, started) = (new List<PredictedMask>(images.Count), byte.MinValue, Stopwatch.GetTimestamp());
        predicted ??= new();
        foreach (var record in images)
        {
            cancellation.ThrowIfCancellationRequested();
            var (mask, level) = Read(record, Found(record, match, root), options, predicted);
            masks.Add(mask);
            highest = Math.Max(highest, level);
            progress?.Report(new("read masks", masks.Count, images.Count, Stopwatch.GetElapsedTime(started)));
        }
        return new(images.Name, Scaled(masks, highest, predicted, root));
    }

    private static (PredictedMask Mask, byte Highest) Read(ImageRecord record, string path, MaskOptions? options, MaskOptions predicted)
    {
        var header = ImageCodec.Inspect(record.Path);
        var truth = MaskReading.Read(record, header.Width, header.Height, options);
        try
        {
            var levels = MaskReading.Levels(path, header.Width, header.Height, predicted);
            return (new(record, Array.ConvertAll(levels, level => Score(level, predicted)), truth), levels.Max());
        }
        catch (ImageFileException failure)
        {
            throw new ImageFileException(path, $"{failure.Problem} It is the predicted mask of {record.Path}.", failure.Advice, failure);
        }
    }

    private static float Score(byte level, MaskOptions predicted) =>
        predicted.Level is not null ? MaskReading.IsEdited(level, predicted) ? 1 : 0
        : predicted.Polarity == MaskPolarity.WhiteIsEdited ? level / 255f
        : (255 - level) / 255f;

    /// <summary>
    /// Masks that all have levels 0 and 1 only become black and white; masks that never reach the middle level are warned about.
    /// </summary>
    private static IEnumerable<PredictedMask> Scaled(List<PredictedMask> masks, byte highest, MaskOptions predicted, string root)
    {
        if (MaskReading.IsZeroOne(highest, predicted))
        {
            var (black, white) = (Score(0, predicted), Score(byte.MaxValue, predicted));
            return masks.Select(mask =>
                mask with { Scores = Array.ConvertAll(mask.Scores.ToArray(), value => value == black ? black : white) });
        }
        var score = masks.Select(mask => mask.Scores.ToArray().Max()).DefaultIfEmpty(1).Max();
        if (score < 0.5f)
        {
            Warnings.Write([$"no predicted mask below {root} has a score above {score.Invariant("0.##")}: at 0.5 nothing is edited."]);
        }
        return masks;
    }

    private static string Found(ImageRecord record, PathMatch<string> match, string root) => match.Find(record.Path) switch
    {
        [var only] => only,
        [] => throw new ImageFileException(record.Path, $"It has no predicted mask below {root}.",
            "Name each mask as its image, with any extension."),
        var several => throw new ImageFileException(
            record.Path, $"Its predicted mask may be {several[0]} or {several[1]}.", "Put masks in folders named as those of the images."),
    };
}
