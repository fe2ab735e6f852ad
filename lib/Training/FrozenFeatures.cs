using System.Diagnostics;
using Telltale.Data;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>What the last layer of a network reads for each image of a dataset, in managed memory: 8 bytes per feature and image.</summary>
public sealed class FrozenFeatures
{
    internal FrozenFeatures(IReadOnlyList<ImageRecord> records, IReadOnlyList<double[]> rows) => (Records, Rows) = (records, rows);

    /// <summary>The images.</summary>
    public IReadOnlyList<ImageRecord> Records { get; }

    /// <summary>One array of features per image, in the order of <see cref="Records"/>.</summary>
    internal IReadOnlyList<double[]> Rows { get; }

    /// <summary>Computes the features of every image; the network is not changed.</summary>
    /// <param name="model">A network whose last layer is linear, for example a <see cref="DenseNet"/>. Left in evaluation mode.</param>
    /// <param name="dataset">The images, with an evaluation transform, without randomness.</param>
    /// <param name="batchSize">Images per batch; changes the features by rounding only.</param>
    /// <param name="progress">Progress after each batch; null for none.</param>
    /// <param name="cancellation">Cancels before the next batch.</param>
    /// <exception cref="ImageFileException">An image cannot be read; the message names it.</exception>
    public static FrozenFeatures Of<TNetwork>(TNetwork model, ImageDataset dataset, int batchSize = 32,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
        where TNetwork : nn.Module, IHasLastLayer
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        var (device, started) = (ComputeDevice.Of(model), Stopwatch.GetTimestamp());
        var rows = new List<double[]>(dataset.Records.Count);
        model.eval();
        using var noGradients = no_grad();
        foreach (var batch in new Loader(dataset, batchSize, seed: 0, shuffle: false, device: device).Epoch(0, cancellation: cancellation))
        {
            using var scope = NewDisposeScope();
            using var owned = batch;
            var features = model.LastFeatures(ChannelsLast.Of(batch.To(device).Inputs)).to_type(ScalarType.Float64).cpu().contiguous();
            rows.AddRange(features.data<double>().ToArray().Chunk((int)features.size(1)));
            progress?.Report(new("features", rows.Count, dataset.Records.Count, Stopwatch.GetElapsedTime(started)));
        }
        return new(dataset.Records, rows);
    }
}
