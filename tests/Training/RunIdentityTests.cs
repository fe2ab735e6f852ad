using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Models;
using Telltale.Tests.Data;
using Telltale.Training;

namespace Telltale.Tests.Training;

public sealed class RunIdentityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Masks_their_options_and_the_transform_belong_to_the_run()
    {
        var record = new ImageRecord(folder.Put("a.png", [1]), ImageLabel.Edited, "studio") { MaskPath = folder.Put("mask.png", [2]) };
        var keys = new List<string>
        {
            Key(record, new(), Transform.Train(8)),
            Key(record, new(Threshold: 5), Transform.Train(8)),
            Key(record, new(MaskPolarity.BlackIsEdited), Transform.Train(8)),
            Key(record, new(), Transform.Train(8, ontoEdits: 0.5)),
            Key(record, new(), Transform.Train(8).WithMasksLeftBehind()),
        };
        Assert.Equal(keys[0], Key(record, new(), Transform.Train(8)));
        folder.Put("mask.png", [2, 3]);
        keys.Add(Key(record, new(), Transform.Train(8)));
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    private static string Key(ImageRecord record, MaskOptions masks, TransformPipeline transform)
    {
        using var model = new DenseNet(DenseNetOptions.DenseNetTiny);
        var dataset = new LocalizationDataset([record], transform, masks);
        return RunIdentity.Of(model, dataset, dataset, Losses.CrossEntropy,
            new TrainingOptions { Epochs = 1, BatchSize = 1, LearningRate = 1e-3, Seed = 1 }).Key;
    }
}
