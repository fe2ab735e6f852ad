using Telltale.Data;
using Telltale.Detectors;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>The scores of images of which nothing is known, by a detector or a localizer: what the command <c>score</c> does.</summary>
/// <param name="Network">The name of the detector or localizer.</param>
/// <param name="Note">What its scores are worth, in one sentence.</param>
/// <param name="Images">One score for each image; those that cannot be read have none.</param>
/// <param name="Text">The scores in lines.</param>
/// <example><code>
/// Console.WriteLine(ScoredFolder.Of("/data/unknown", "scored", detector: "detector.onnx"));
/// Console.WriteLine(ScoredFolder.Of("/data/unknown", "scored", training: "/data/images"));
/// </code></example>
public sealed record ScoredFolder(string Network, string Note, IReadOnlyList<ScoredImage> Images, string Text)
{
    /// <summary>
    /// Scores every image and writes <c>scores.csv</c>; a localizer also writes a mask for each image, below <c>masks</c>
    /// (<see cref="FolderMasks"/>), and the score is then the share of edited pixels.
    /// </summary>
    /// <param name="images">A folder, searched at any depth, or an image. Masks are left out where the folder has a known layout.</param>
    /// <param name="output">Folder of the files.</param>
    /// <param name="detector">A TorchScript or ONNX file that detects or localizes; null to train one.</param>
    /// <param name="training">
    /// Folder of real and synthetic images to train a small detector on, or of edited and authentic images with their masks for a small
    /// localizer; null for a detector trained on the embedded images. Not with a file.
    /// </param>
    /// <param name="progress">Reported to while networks are trained and images scored; null for none.</param>
    /// <param name="cancellation">Stops after the current training step or batch.</param>
    /// <exception cref="ArgumentException">File and folder are both given, or the network of the file computes features.</exception>
    /// <exception cref="FileNotFoundException">There are no such images, or no such file.</exception>
    /// <exception cref="InvalidDataException">A folder has no images, or that to train on no classes and no masks.</exception>
    /// <exception cref="UnusableFileException">The file cannot be used.</exception>
    public static ScoredFolder Of(string images, string output, string? detector = null, string? training = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(images);
        ArgumentException.ThrowIfNullOrWhiteSpace(output);
        var listing = FolderListing.Of(images); // before anything is trained
        var scored = (detector, training) switch
        {
            ({ } file, null) => External(ExternalDetector.Load(file)),
            (null, { } folder) => Trained(Corpus.Read(folder, progress)),
            _ => Detected(ReadyDetector.Of(detector, training, progress, cancellation)),
        };
        FolderScores.Write(Path.Combine(output, "scores.csv"), scored.Images);
        return listing.Masks == 0 ? scored
            : scored with { Text = $"{scored.Text}\n{listing.Masks.Counted("file")} left out: masks of edited images" };

        ScoredFolder External(ExternalDetector network) => network.Description.Task == DetectorTask.Localization
            ? Localized(ReadyLocalizer.Of(network)) : Detected(ReadyDetector.Of(network));

        ScoredFolder Trained(ImageCollection labelled) =>
            labelled.Any(record => record.Label is ImageLabel.Authentic or ImageLabel.Edited)
                ? Localized(ReadyLocalizer.Trained(labelled, progress, cancellation))
                : Detected(ReadyDetector.Trained(labelled, progress, cancellation));

        ScoredFolder Detected(ReadyDetector used)
        {
            using var model = used.Model;
            var each = FolderScores.OfListed(model, used.Transform, listing, progress: progress, cancellation: cancellation);
            return new(used.Name, used.Note, each, FolderScores.Describe(each, used.Threshold));
        }

        ScoredFolder Localized(ReadyLocalizer used)
        {
            using var model = used.Model;
            var folder = Path.GetFullPath(Path.Combine(output, "masks"));
            var each = FolderMasks.WriteListed(
                folder, model, used.Normalization, used.Tiles, used.Threshold, listing, progress, cancellation);
            return new(used.Name, used.Note, each, $"{FolderMasks.Describe(each, used.Threshold)}\n\nMasks: {folder}");
        }
    }

    /// <summary>The network, what its scores are worth, and the scores in lines.</summary>
    public override string ToString() => $"{Network}. {Note}\n\n{Text}";
}
