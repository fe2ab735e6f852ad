using System.Diagnostics;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <summary>Marks the edited pixels of images without true masks: a folder of any kind, or one image.</summary>
/// <example><code>
/// using var localizer = ExternalDetector.Load("localizer.pt");
/// var description = localizer.Description;
/// var scored = FolderMasks.Write(
///     "masks", localizer, description.Normalization, description.Tiles, Threshold.Fixed(0.5), "/data/unknown");
/// Console.WriteLine(FolderMasks.Describe(scored, Threshold.Fixed(0.5)));
/// </code></example>
public static class FolderMasks
{
    /// <summary>Scores every pixel of every image and writes a mask for each, for <c>DetectorMasks.Read</c>.</summary>
    /// <param name="folder">
    /// Folder of the masks, with the subfolders of the images: grey PNG files of the image's size and name, level = 255 × score.
    /// </param>
    /// <param name="model">As in <see cref="Predictor.ScorePixels"/>. Left in evaluation mode.</param>
    /// <param name="normalization">The normalization that the model was trained with.</param>
    /// <param name="tiles">How images are tiled; null for the defaults.</param>
    /// <param name="pixels">The lowest score of an edited pixel.</param>
    /// <param name="path">A folder, searched at any depth, or an image. Masks are left out where the folder has a known layout.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels before the next tile; the masks that are written remain.</param>
    /// <returns>
    /// One score per image: the share of its pixels that are edited. In an order that is the same on every machine; images that cannot be
    /// read have none, and no mask.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no images, or two of them would have the same mask.</exception>
    public static IReadOnlyList<ScoredImage> Write(string folder, nn.Module<Tensor, Tensor> model, Normalization normalization,
        TileOptions? tiles, Threshold pixels, string path,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return WriteListed(folder, model, normalization, tiles, pixels, FolderListing.Of(path), progress, cancellation);
    }

    /// <summary>As above, for images that are already listed.</summary>
    internal static IReadOnlyList<ScoredImage> WriteListed(string folder, nn.Module<Tensor, Tensor> model, Normalization normalization,
        TileOptions? tiles, Threshold pixels, FolderListing listing, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (images, started, scored) = (Named(folder, listing), Stopwatch.GetTimestamp(), new List<ScoredImage>());
        foreach (var (image, mask) in images)
        {
            scored.Add(Mark(image, mask));
            progress?.Report(new("localize", scored.Count, images.Count, Stopwatch.GetElapsedTime(started)));
        }
        return scored;

        ScoredImage Mark(string image, string mask)
        {
            try
            {
                var read = ImageCodec.Read(image);
                var scores = Predictor.ScorePixels(model, read, normalization, tiles, cancellation: cancellation);
                AtomicFile.Write(mask, stream => stream.Write(ImageCodec.EncodePng(Grey(scores, read.Width, read.Height))));
                return new(image, scores.Count(score => score >= pixels.Value) / (double)scores.Length, null);
            }
            catch (ImageFileException failure)
            {
                return new(image, null, failure.Problem);
            }
        }
    }

    /// <summary>The scores in lines: the images with edited pixels, the largest share first, and those that cannot be read.</summary>
    /// <param name="scores">What <see cref="Write"/> returned.</param>
    /// <param name="pixels">The threshold it had.</param>
    public static string Describe(IReadOnlyList<ScoredImage> scores, Threshold pixels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(pixels);
        return FolderScores.Lines(scores, double.Epsilon, (images, edited) =>
            $"{images} scored; {edited} with edited pixels at {pixels}. Share of edited pixels:");
    }

    private static IReadOnlyList<(string Image, string Mask)> Named(string folder, FolderListing listing)
    {
        var masks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var image in listing.Images)
        {
            var mask = Path.GetFullPath(Path.Combine(folder, Path.ChangeExtension(Path.GetRelativePath(listing.Root, image), ".png")));
            if (!masks.TryAdd(mask, image))
            {
                throw new InvalidDataException(
                    $"'{masks[mask]}' and '{image}' would both have the mask '{mask}'. Rename one of them, or move it to another folder.");
            }
        }
        return [.. masks.Select(entry => (entry.Value, entry.Key))];
    }

    private static RgbImage Grey(float[] scores, int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var index = 0; index < image.Pixels.Length; index++)
        {
            image.Pixels[index] = (byte)MathF.Round(byte.MaxValue * scores[index / 3]);
        }
        return image;
    }
}
