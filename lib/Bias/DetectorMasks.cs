using System.Diagnostics;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Reads masks predicted by any localizer: a folder of grey images with the names of the images, and any extension; black = authentic,
/// white = edited. PNG keeps all 256 levels; JPEG changes them.
/// </summary>
public static class DetectorMasks
{
    /// <summary>Reads the predicted mask of every image.</summary>
    /// <param name="folder">The folder; masks may be in subfolders and are matched by the ends of their paths.</param>
    /// <param name="images">The images, with their true masks.</param>
    /// <param name="options">How true masks are read; null for levels above 127 = edited.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>One mask per image, in the order of the collection; score = level / 255. 5 bytes per pixel.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ImageFileException">
    /// An image has no mask or several, or a mask has another size, is not grey, or cannot be read.
    /// </exception>
    public static PredictedMasks Read(
        string folder, ImageCollection images, MaskOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(images);
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{root}'. Give the folder of the predicted masks.");
        }
        var match = new PathMatch<string>(ImageListing.Of(root), path => path, extensions: false);
        var (masks, started) = (new List<PredictedMask>(images.Count), Stopwatch.GetTimestamp());
        foreach (var record in images)
        {
            cancellation.ThrowIfCancellationRequested();
            masks.Add(Read(record, Found(record, match, root), options));
            progress?.Report(new("read masks", masks.Count, images.Count, Stopwatch.GetElapsedTime(started)));
        }
        return new(images.Name, masks);
    }

    private static PredictedMask Read(ImageRecord record, string path, MaskOptions? options)
    {
        var header = ImageCodec.Inspect(record.Path);
        var truth = MaskReading.Read(record, header.Width, header.Height, options);
        var predicted = ImageCodec.ReadOpaque(path);
        if ((predicted.Width, predicted.Height) != (truth.Width, truth.Height))
        {
            throw new ImageFileException(
                path, $"The predicted mask has {predicted.Width} × {predicted.Height} pixels, " +
                $"{record.Path} has {truth.Width} × {truth.Height}.",
                "Resize predicted masks to the size of their images before saving them.");
        }
        return new(record, Array.ConvertAll(MaskReading.Levels(path, predicted), level => level / 255f), truth);
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
