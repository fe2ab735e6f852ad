using System.Diagnostics;
using System.Runtime.InteropServices;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <content>Predictions of pixels at full size, tile by tile.</content>
public static partial class Predictor
{
    private const int FewCores = 4, ImagesPerCore = 4;

    /// <summary>
    /// Scores every pixel of every image at its original size, without resizing or cropping. Use it for results on real images.
    /// Masks are computed lazily, a few ahead, and take 5 bytes per pixel each; <see cref="MaskHistograms.Of"/> consumes them one by one.
    /// </summary>
    /// <param name="model">As in <see cref="ScorePixels"/>.</param>
    /// <param name="dataset">The images and masks; only the normalization of its transform is used.</param>
    /// <param name="tiles">How images are tiled; null for the defaults.</param>
    /// <param name="progress">Progress after each image; null for none.</param>
    /// <param name="cancellation">Cancels before the next tile.</param>
    /// <returns>One mask per image, in the order of the dataset, of the size of the image.</returns>
    /// <exception cref="ImageFileException">An image or a mask cannot be read; the message names the file.</exception>
    public static IEnumerable<PredictedMask> FullSizeMasks(nn.Module<Tensor, Tensor> model,
        LocalizationDataset dataset, TileOptions? tiles = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        return InOrder(model, dataset, tiles, progress, cancellation);
    }

    // Chunks keep few masks in memory. On a CPU with few cores one image per core is faster than one image on all of them.
    private static IEnumerable<PredictedMask> InOrder(nn.Module<Tensor, Tensor> model, LocalizationDataset dataset, TileOptions? tiles,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (started, done) = (Stopwatch.GetTimestamp(), 0);
        var atOnce = ComputeDevice.Of(model).type == DeviceType.CPU && get_num_threads() is > 1 and <= FewCores and var cores ? cores : 1;
        model.eval();
        foreach (var chunk in Enumerable.Range(0, dataset.Records.Count).Chunk(atOnce == 1 ? 1 : atOnce * ImagesPerCore))
        {
            var masks = new PredictedMask[chunk.Length];
            void Score(int place)
            {
                var (image, mask) = dataset.ReadPair(chunk[place]);
                var scores = ScorePixels(model, image, dataset.Transform.Normalization, tiles, cancellation: cancellation);
                masks[place] = new(dataset.Records[chunk[place]], scores, mask);
            }
            if (atOnce == 1)
            {
                Score(0);
            }
            else
            {
                ParallelRuns.ForEach([.. Enumerable.Range(0, chunk.Length)], atOnce, Score, cancellation);
            }
            foreach (var mask in masks)
            {
                progress?.Report(new("localize at full size", ++done, dataset.Records.Count, Stopwatch.GetElapsedTime(started)));
                yield return mask;
            }
        }
    }

    /// <summary>
    /// Scores every pixel of an image of any size, tile by tile, with the memory of one tile. With a plain U-Net and the default halo the
    /// scores equal those of the whole image up to rounding.
    /// </summary>
    /// <remarks>
    /// The receptive field of a DenseNet121 encoder is larger than any halo. Measured on photographs of 960 × 960 px with random weights
    /// and calibrated batch norms, scores differ from those of the whole image by at most 0.14 and on average by 0.0025 with the default
    /// tiles; with tiles of 768 and a halo of 192, by 0.005 and 0.00004. With DenseNetSmall they differ by rounding only.
    /// </remarks>
    /// <param name="model">Maps (1, 3, H, W) float32 to one logit per pixel (1, 1, H, W). Left in evaluation mode.</param>
    /// <param name="image">The image.</param>
    /// <param name="normalization">The normalization that the model was trained with.</param>
    /// <param name="tiles">How the image is tiled; null for the defaults. An image no larger than a tile is not tiled.</param>
    /// <param name="progress">Progress after each tile; null for none.</param>
    /// <param name="cancellation">Cancels before the next tile.</param>
    /// <returns>Height × width scores in [0, 1], in row-major order.</returns>
    /// <exception cref="ArgumentException">
    /// A size is not a multiple of 32 px, or the tiles are too small for their halo and blend.
    /// </exception>
    public static float[] ScorePixels(nn.Module<Tensor, Tensor> model, RgbImage image, Normalization normalization,
        TileOptions? tiles = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(normalization);
        tiles ??= new();
        tiles.Validate();
        model.eval();
        var started = Stopwatch.GetTimestamp();
        var spans = TileSpan.Cover(image.Height, tiles)
            .SelectMany(_ => TileSpan.Cover(image.Width, tiles), (rows, columns) => (Rows: rows, Columns: columns)).ToArray();
        var scores = new float[image.Width * image.Height];
        foreach (var (index, tile) in spans.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            var crop = new CropGeometry(tile.Columns.Start, tile.Rows.Start, tile.Columns.Length, tile.Rows.Length).Apply(image);
            Add(ScoreWhole(model, crop, normalization), tile.Rows, tile.Columns, scores, image.Width);
            progress?.Report(new("localize", index + 1, spans.Length, Stopwatch.GetElapsedTime(started), "tiles"));
        }
        return scores;
    }

    private static float[] ScoreWhole(nn.Module<Tensor, Tensor> model, RgbImage image, Normalization normalization)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var pixels = empty(1, image.Height, image.Width, 3);
        normalization.Write(image, MemoryMarshal.Cast<byte, float>(pixels.bytes));
        var logits = model.forward(pixels.permute(0, 3, 1, 2).to(ComputeDevice.Of(model)));
        return logits.shape.SequenceEqual([1, 1, image.Height, image.Width]) ? Values(logits.sigmoid()) : throw new ArgumentException(
            $"The model returns ({string.Join(", ", logits.shape)}) for an image of {image.Width} × {image.Height}; "
            + "localization needs one logit per pixel, as from a U-Net.", nameof(model));
    }

    private static void Add(float[] tileScores, TileSpan rows, TileSpan columns, float[] scores, int width)
    {
        for (var y = 0; y < rows.Weights.Length; y++)
        {
            var from = tileScores.AsSpan((rows.First - rows.Start + y) * columns.Length + columns.First - columns.Start,
                columns.Weights.Length);
            var to = scores.AsSpan((rows.First + y) * width + columns.First, columns.Weights.Length);
            for (var x = 0; x < to.Length; x++)
            {
                to[x] += rows.Weights[y] * columns.Weights[x] * from[x];
            }
        }
    }
}
