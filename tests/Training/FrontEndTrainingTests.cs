using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Tests.Models.FrontEnds;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Training;

/// <summary>Networks with each front end in the trainer, which on the CPU runs them on the fast path.</summary>
public sealed class FrontEndTrainingTests(FrontEndTrainingTests.Corpus corpus) : IClassFixture<FrontEndTrainingTests.Corpus>
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 12, LearningRate = 1e-3 };

    public static TheoryData<string> Names => [.. Tried.FrontEnds.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Every_front_end_trains_on_embedded_images_to_the_same_bits_with_the_same_seed(string name)
    {
        DetectionDataset Dataset(int half) => new(corpus.Images.Where((_, index) => index % 2 == half), Transform.Evaluation(24));
        string Once()
        {
            using var fresh = new TemporaryFolder();
            using var network = new DenseNet(Tried.FrontEnds[name], seed: 3);
            var options = Options with { BatchSize = 11 }; // of 12 images: the last batch has one
            var history = Trainer.Fit(network, Dataset(0), Dataset(1), Losses.CrossEntropy, options, folder: fresh.Root);
            Assert.Contains(network.Architecture, Checkpoint.Load(Directory.GetFiles(fresh.Root).Single(), network),
                StringComparison.Ordinal);
            Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss)));
            return string.Join(' ', history.Epochs.Select(epoch => $"{epoch.TrainingLoss:r} {epoch.ValidationLoss:r}"));
        }
        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void The_constraint_of_Bayar_and_Stamm_holds_after_every_step_and_after_resuming()
    {
        using var folder = new TemporaryFolder();
        using var network = Constrained();
        var before = network.get_parameter("frontend.weight")!.data<float>().ToArray();
        var (violations, steps) = (new List<double>(), 0);
        using var stop = new CancellationTokenSource();
        var told = new Told(_ =>
        {
            violations.Add(BayarFrontEndTests.Violation(network)); // reported after the step
            if (++steps == 3)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => Fit(network, folder, told, stop.Token));
        using var resumed = Constrained();
        Fit(resumed, folder, new Told(_ => violations.Add(BayarFrontEndTests.Violation(resumed))));
        Assert.Equal(8, violations.Count); // 48 images in batches of 12, two epochs
        Assert.All(violations, violation => Assert.InRange(violation, 0, 1e-5));
        Assert.NotEqual(before, resumed.get_parameter("frontend.weight")!.data<float>().ToArray());
        using var uninterrupted = Constrained();
        using var other = new TemporaryFolder();
        Fit(uninterrupted, other, progress: null);
        Assert.Equal(uninterrupted.get_parameter("frontend.weight")!.data<float>().ToArray(),
            resumed.get_parameter("frontend.weight")!.data<float>().ToArray());
    }

    [Fact]
    public void The_constraint_holds_in_a_network_without_a_fast_path()
    {
        using var folder = new TemporaryFolder();
        using var network = new UNet(
            new() { BaseWidth = 2, Encoder = Tried.Network with { FrontEnd = new BayarFrontEnd() } }, seed: 3);
        var violations = new List<double>();
        var options = Options with { Metric = ValidationMetric.Loss, Epochs = 1 };
        Trainer.Fit(network, new PatchDataset(24), new PatchDataset(8, seed: 2), Losses.BinaryCrossEntropyAndDice(), options,
            new Told(_ => violations.Add(BayarFrontEndTests.Violation(network))), folder.Root);
        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.InRange(violation, 0, 1e-5));
    }

    /// <summary>24 embedded images, simulated.</summary>
    public sealed class Corpus : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Corpus()
        {
            var options = new EmbeddedCorpusOptions
            {
                ImagesPerCamera = 12, ImagesPerGenerator = 12, Cameras = [Camera.Compact], HeldOutCameras = [],
                Generators = [Decoder.All[0]],
            };
            Images = [.. DetectionFolder.Read(EmbeddedCorpus.Detection(folder.Root, options))];
        }

        public IReadOnlyList<ImageRecord> Images { get; }

        public void Dispose() => folder.Dispose();
    }

    private static DenseNet Constrained() => new(Tried.FrontEnds["constrained, radial spectrum"], seed: 3);

    private static void Fit(DenseNet network, TemporaryFolder folder, IProgress<Telltale.Runtime.WorkProgress>? progress,
        CancellationToken cancellation = default) => Trainer.Fit(network, new StripeDataset(48), new StripeDataset(16, seed: 2),
            Losses.CrossEntropy, Options, progress, folder.Root, cancellation);
}
