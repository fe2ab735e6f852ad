using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Reads the masks that any localizer has predicted: a folder of grey pictures named as the images are, whatever their extension; black =
/// surely authentic, white = surely edited. PNG keeps 256 levels; JPEG changes them.
/// </summary>
public static class DetectorMasks
{
    /// <summary>Reads the predicted mask of every image.</summary>
    /// <param name="folder">The folder; masks may lie in folders below it, and are found by the ends of their paths.</param>
    /// <param name="images">The images, with their true masks.</param>
    /// <param name="options">What the levels of the true masks mean; null for white = edited above 127.</param>
    /// <param name="progress">Told after each image; null for silence.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>One mask an image, in the order of the collection; a score is level / 255. 5 bytes a pixel.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ImageFileException">An image has no mask or more than one, or a mask has another size, colour, or cannot be read.</exception>
    public static PredictedMasks Read(
        string folder, ImageCollection images, MaskOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(images);
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{root}'. Name the one that holds the predicted masks.");
        }
        var match = new PathMatch<string>(ImageListing.Of(root), path => path, extensions: false);
        var (masks, started) = (new List<PredictedMask>(images.Count), TimeProvider.System.GetTimestamp());
        foreach (var record in images)
        {
            cancellation.ThrowIfCancellationRequested();
            masks.Add(Read(record, Found(record, match, root), options));
            progress?.Report(new("read masks", masks.Count, images.Count, TimeProvider.System.GetElapsedTime(started)));
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
                path, $"The predicted mask has {predicted.Width} × {predicted.Height} pixels, {record.Path} has {truth.Width} × {truth.Height}.",
                "Bring predicted masks back to the size of their images before storing them.");
        }
        return new(record, Array.ConvertAll(MaskReading.Levels(path, predicted), level => level / 255f), truth);
    }

    private static string Found(ImageRecord record, PathMatch<string> match, string root) => match.Find(record.Path) switch
    {
        [var only] => only,
        [] => throw new ImageFileException(record.Path, $"It has no predicted mask below {root}.", "A mask has the name of its image, with any extension."),
        var several => throw new ImageFileException(
            record.Path, $"Its predicted mask may be {several[0]} or {several[1]}.", "Lay masks in folders named as those of the images."),
    };
}
