using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using static TorchSharp.torch;

namespace Telltale.Experiments;

/// <summary>
/// Masks of whole images that are predicted once: whoever asks the same localizer about the same images again, in another notebook or on
/// another day, gets its scores from the cache.
/// </summary>
/// <example><code>
/// var dataset = new LocalizationDataset(LocalizationFolder.Read("/data/tgif"), Transform.Evaluation(256));
/// using var localizer = new UNet(UNetOptions.Small, seed: 17);
/// var masks = new PredictedMasks("test", StoredMasks.Of(localizer, dataset));
/// </code></example>
public static class StoredMasks
{
    private const int MostPixels = 1 << 26;

    /// <summary>
    /// As <see cref="Predictor.FullSizeMasks"/> with the default tiles. The scores are stored in the cache once all of them have been
    /// consumed, 4 bytes per pixel; sets of more than 67 million pixels (256 MB) are not stored.
    /// </summary>
    /// <param name="model">As in <see cref="Predictor.ScorePixels"/>; an <see cref="INetwork"/>, as those of the kit are.</param>
    /// <param name="dataset">The images and masks; only the normalization of its transform is used.</param>
    /// <param name="progress">Progress after each predicted image; null for none.</param>
    /// <param name="cancellation">Cancels before the next tile; nothing is stored then.</param>
    /// <returns>One mask per image, in the order of the dataset, of the size of the image.</returns>
    /// <exception cref="ArgumentException">The model is not an <see cref="INetwork"/>.</exception>
    /// <exception cref="ImageFileException">An image or a mask cannot be read; the message names the file.</exception>
    /// <exception cref="UnusableFileException">The stored scores were changed.</exception>
    public static IEnumerable<PredictedMask> Of(nn.Module<Tensor, Tensor> model, LocalizationDataset dataset,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        Of(model, dataset, MostPixels, progress, cancellation);

    /// <summary>As above; sets of more pixels are not stored.</summary>
    internal static IEnumerable<PredictedMask> Of(nn.Module<Tensor, Tensor> model, LocalizationDataset dataset, int mostPixels,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        var predicted = Predictor.FullSizeMasks(model, dataset, progress: progress, cancellation: cancellation);
        var pixels = dataset.Records.Select(record => ImageCodec.Inspect(record.Path)).Sum(header => (long)header.Width * header.Height);
        if (pixels > mostPixels)
        {
            return predicted;
        }
        var file = StoredNumbers.FileOf("masks", Origin(model, dataset));
        return StoredNumbers.Read<float>(file, (int)pixels) is { } stored ? Masks(dataset, stored, cancellation)
            : Store(predicted, new float[pixels], file);
    }

    private static string Origin(nn.Module<Tensor, Tensor> model, LocalizationDataset dataset) =>
        InvariantText.InInvariantCulture(() => string.Join('\n',
            $"{RunIdentity.Architecture(model)} {(model as IHasPrecision)?.Precision}", Fingerprint.Of(model), Fingerprint.Library,
            $"{RunIdentity.Content(dataset)}, {dataset.Transform.Normalization}"));

    private static IEnumerable<PredictedMask> Masks(LocalizationDataset dataset, float[] scores, CancellationToken cancellation)
    {
        var first = 0;
        foreach (var (index, record) in dataset.Records.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            var truth = dataset.ReadPair(index).Mask;
            yield return new(record, scores.AsMemory(first, truth.Pixels.Length), truth);
            first += truth.Pixels.Length;
        }
    }

    private static IEnumerable<PredictedMask> Store(IEnumerable<PredictedMask> masks, float[] scores, string file)
    {
        var first = 0;
        foreach (var mask in masks)
        {
            mask.Scores.CopyTo(scores.AsMemory(first));
            first += mask.Scores.Length;
            yield return mask;
        }
        StoredNumbers.Write(file, scores);
    }
}
