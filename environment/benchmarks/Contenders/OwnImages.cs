using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Benchmarks.Contenders;

/// <summary>The kit's way from JPEG files to batches.</summary>
internal static class OwnImages
{
    private const int BatchSize = 32;

    /// <summary>The files decoded and augmented as in the paper, every time anew.</summary>
    /// <param name="files">The files of the works.</param>
    /// <param name="passes">How often each file is read in a row.</param>
    public static Loader Loader(WorkFiles files, int passes)
    {
        var records = Enumerable.Repeat(files.Images, passes).SelectMany(all => all)
            .Select((path, i) => new ImageRecord(path, i % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "photographs"));
        return new(new DetectionDataset(records, Transform.PaperTrain(), new ImageCache(0)), BatchSize, seed: 17, shuffle: true);
    }

    /// <summary>A whole epoch read and thrown away.</summary>
    public static int ReadEpoch(Loader loader, int epoch) => loader.Epoch(epoch).Sum(batch =>
    {
        using var owned = batch;
        return batch.Count;
    });

    /// <summary>The share of an epoch in which a training network does not wait for its images, in percent: 100 = never waits.</summary>
    public static double ShareWithoutWaiting(Loader loader)
    {
        using var network = new DenseNet(DenseNetOptions.DenseNet121);
        var folder = Directory.CreateTempSubdirectory("telltale-benchmark-");
        try
        {
            var validation = new DetectionDataset(loader.Dataset.Records.Take(BatchSize), Transform.PaperEvaluation());
            var options = new TrainingOptions { Epochs = 1, BatchSize = BatchSize, Metric = ValidationMetric.Loss, Precision = Profile.Quick.Precision };
            var history = Trainer.Fit(network, loader.Dataset, validation, Losses.CrossEntropy, options, folder: folder.FullName);
            return 100 * (1 - history.Epochs[0].WaitingShare);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
