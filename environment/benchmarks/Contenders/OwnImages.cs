using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Measures the kit's loading, from JPEG files to batches.</summary>
internal static class OwnImages
{
    private const int BatchSize = 32;

    /// <summary>A loader that decodes and augments the files as in the paper, without caching.</summary>
    /// <param name="files">The input files.</param>
    /// <param name="repeats">How often an epoch reads each file.</param>
    public static Loader Loader(WorkFiles files, int repeats)
    {
        var records = Enumerable.Repeat(files.Images, repeats).SelectMany(all => all)
            .Select((path, i) => new ImageRecord(path, i % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "photographs"));
        return new(new DetectionDataset(records, Transform.PaperTrain(), new ImageCache(0)), BatchSize, seed: 17, shuffle: true);
    }

    /// <summary>Reads a whole epoch and discards it; returns the number of images.</summary>
    public static int ReadEpoch(Loader loader, int epoch) => loader.Epoch(epoch).Sum(batch =>
    {
        using var owned = batch;
        return batch.Count;
    });

    /// <summary>Percentage of an epoch in which training does not wait for images.</summary>
    public static double ShareWithoutWaiting(Loader loader)
    {
        using var network = new DenseNet(DenseNetOptions.DenseNet121);
        var folder = Directory.CreateTempSubdirectory("telltale-benchmark-");
        try
        {
            var validation = new DetectionDataset(loader.Dataset.Records.Take(BatchSize), Transform.PaperEvaluation());
            var options = new TrainingOptions
            {
                Epochs = 1,
                BatchSize = BatchSize,
                Metric = ValidationMetric.Loss,
                Precision = Profile.Quick.Precision,
            };
            var history = Trainer.Fit(network, loader.Dataset, validation, Losses.CrossEntropy, options, folder: folder.FullName);
            return 100 * (1 - history.Epochs[0].WaitingShare);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
