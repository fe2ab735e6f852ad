using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Tests.Training;

public class CheckpointTests
{
    private static readonly DenseNetOptions Tiny =
        DenseNetOptions.DenseNetSmall with { BlockSizes = [2, 2], GrowthRate = 6, InitialFeatures = 8 };

    [Fact]
    public void A_checkpoint_gives_its_weights_to_an_equal_model_and_describes_its_run()
    {
        using var folder = new TemporaryFolder();
        using var trained = new DenseNet(Tiny, seed: 3);
        using var other = new DenseNet(Tiny, seed: 4);
        var description = Checkpoint.Load(Train(trained, folder), other);
        Assert.All(trained.state_dict().Zip(other.state_dict()),
            pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().item<bool>()));
        Assert.Contains(Tiny.ToString(), description, StringComparison.Ordinal);
        Assert.Contains("CentreCrop", description, StringComparison.Ordinal);
        Assert.Contains("LearningRate", description, StringComparison.Ordinal);
        Assert.Contains("libtorch", description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused_and_the_model_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        using var trained = new DenseNet(Tiny, seed: 3);
        var file = Train(trained, folder);
        using var other = new DenseNet(Tiny with { GrowthRate = 8 }, seed: 4);
        var before = other.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        var failure = Assert.Throws<WeightsException>(() => Checkpoint.Load(file, other));
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        Assert.Contains("denselayer1.conv1.weight", failure.Message, StringComparison.Ordinal);
        Assert.All(other.state_dict(), entry => Assert.True(entry.Value.equal(before[entry.Key]).all().item<bool>()));
    }

    [Fact]
    public void A_truncated_checkpoint_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        using var trained = new DenseNet(Tiny, seed: 3);
        var file = Train(trained, folder);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);
        var failure = Assert.Throws<UnusableFileException>(() => Checkpoint.Load(file, trained));
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_that_was_changed_is_refused_by_the_training_that_would_return_it()
    {
        using var folder = new TemporaryFolder();
        using var trained = new DenseNet(Tiny, seed: 3);
        var file = Train(trained, folder);
        var bytes = File.ReadAllBytes(file);
        bytes[^10] ^= 1;
        File.WriteAllBytes(file, bytes);
        using var again = new DenseNet(Tiny, seed: 3);
        var refusal = Assert.Throws<UnusableFileException>(() => Train(again, folder));
        Assert.Equal(file, refusal.File);
        Assert.Contains("Delete it", refusal.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_without_a_digest_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = new DenseNet(Tiny, seed: 3);
        var file = folder.File("old.safetensors");
        using (var stream = File.Create(file))
        {
            SafeTensors.Write(stream, model.state_dict().ToDictionary(entry => $"model.{entry.Key}", entry => entry.Value));
        }
        Assert.Contains("It has no digest", Assert.Throws<UnusableFileException>(() => Checkpoint.Load(file, model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_while_a_checkpoint_is_written_leaves_the_old_one_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("checkpoint.safetensors");
        AtomicFile.WriteText(file, "the old one");
        Assert.Throws<IOException>(() => AtomicFile.Write(file, stream =>
        {
            stream.Write(new byte[1000]);
            throw new IOException("no space left on device");
        }));
        Assert.Equal("the old one", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(folder.Root));
    }

    private static string Train(DenseNet model, TemporaryFolder folder)
    {
        var options = new TrainingOptions { Epochs = 1, BatchSize = 16, LearningRate = 1e-3 };
        Trainer.Fit(model, new StripeDataset(32), new StripeDataset(16, seed: 2), Losses.CrossEntropy, options, folder: folder.Root);
        return Directory.GetFiles(folder.Root).Single();
    }
}
