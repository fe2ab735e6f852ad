using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Bias;

public sealed class InterventionProbeTests : IDisposable
{
    private static readonly Intervention Jpeg = new(InterventionKind.Jpeg, 30), Blur = new(InterventionKind.Blur, 2),
        Noise = new(InterventionKind.Noise, 8);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_detector_of_JPEG_blocks_is_biased_by_JPEG_towards_synthetic()
    {
        var shift = Probe(PlantedTraces.Blockiness, Jpeg);
        Assert.True(shift.IsBias, shift.Finding);
        Assert.True(shift.Real.Lower > 0 && shift.Synthetic.Lower > 0);
        Assert.Contains("evidence for synthetic", shift.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_of_smoothness_is_biased_by_noise_towards_real_and_by_blur_towards_synthetic()
    {
        Assert.Contains("evidence for real", Probe(PlantedTraces.Smoothness, Noise).Finding, StringComparison.Ordinal);
        Assert.Contains("evidence for synthetic", Probe(PlantedTraces.Smoothness, Blur).Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_whose_trace_is_blurred_away_lacks_robustness_and_is_not_biased()
    {
        var shift = Probe(PlantedTraces.Checkerboard(), Blur);
        Assert.Equal((false, true), (shift.IsBias, shift.IsLackOfRobustness));
        Assert.Equal(-6, shift.Separation.Mean, 0.3); // the whole trace, up to clamping and the noise of 20 images
        Assert.Contains("a lack of robustness", shift.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_that_does_not_read_the_transformation_is_unaffected()
    {
        var shift = Probe(PlantedTraces.Brightness, new Intervention(InterventionKind.Jpeg, 80));
        Assert.True(shift.IsUnaffected, shift.Finding);
        Assert.EndsWith("no effect", shift.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_in_one_group_do_not_narrow_the_interval()
    {
        var images = PlantedTraces.Images(folder);
        MeanShift Real(ImageCollection tested) =>
            InterventionProbe.Of(PlantedTraces.Smoothness, tested, [Jpeg]).Shifts[0].Real;
        double Width(MeanShift shift) => shift.Upper - shift.Lower;
        var grouped = new ImageCollection("grouped", images.Concat(images).Concat(images).Concat(images));
        var apart = new ImageCollection("apart", grouped.Select((record, index) => record with { SourceId = $"{index}" }));
        Assert.Equal(Width(Real(images)), Width(Real(grouped)), 1e-9);
        Assert.InRange(Width(Real(apart)) / Width(Real(images)), 0.4, 0.6); // four times the images: half the width
    }

    [Fact]
    public void The_logits_of_a_network_are_log_odds_and_are_computed_once()
    {
        using var network = new CountingNetwork();
        var (images, detector) = (PlantedTraces.Images(folder), LogitScorer.Of("network", network, Transform.Evaluation(32)));
        var logits = detector.Logits([.. images], null, default);
        using var scored = torch.tensor(logits);
        var probabilities = Telltale.Evaluation.Predictor.Score(network, new DetectionDataset(images, Transform.Evaluation(32))).Scores;
        Assert.All(probabilities.Zip(logits), pair => Assert.Equal(pair.First, 1 / (1 + Math.Exp(-pair.Second)), 1e-9));
        var first = InterventionProbe.Of(detector, images, [Jpeg, Blur]);
        var calls = network.Calls;
        Assert.Equal(first.ToString(), InterventionProbe.Of(detector, images, [Jpeg, Blur]).ToString());
        Assert.Equal(calls, network.Calls);
    }

    [Fact]
    public void The_text_names_bias_and_lack_of_robustness_apart()
    {
        var images = PlantedTraces.Images(folder);
        var probe = InterventionProbe.Of(PlantedTraces.Blockiness, images, [Jpeg]);
        Assert.Contains("bias of transformation: JPEG quality 30;", probe.ToString(), StringComparison.Ordinal);
        var other = InterventionProbe.Of(PlantedTraces.Checkerboard(), images, [Blur]);
        Assert.Contains("bias of transformation: none found; lack of robustness: blur 2", other.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_and_bad_input_is_named()
    {
        var images = PlantedTraces.Images(folder, 3);
        var told = new List<string?>();
        InterventionProbe.Of(PlantedTraces.Brightness, images, [Jpeg, Blur], progress: new Told(report => told.Add(report.Detail)));
        Assert.Equal(["JPEG quality 30", "blur 2"], told);
        var real = images.Where(record => !record.IsPositive);
        Assert.Throws<ArgumentException>(() => InterventionProbe.Of(PlantedTraces.Brightness, real));
        var broken = Assert.Throws<ArgumentException>(() => InterventionProbe.Of(LogitScorer.Of("broken", _ => double.NaN), images));
        Assert.Contains(images[0].Path, broken.Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => InterventionProbe.Of(PlantedTraces.Brightness, images, cancellation: cancelled.Token));
    }

    private InterventionShift Probe(LogitScorer detector, Intervention intervention) =>
        InterventionProbe.Of(detector, PlantedTraces.Images(folder), [intervention]).Shifts[0];

    /// <summary>Two logits from the mean of the input, and how often they were asked for.</summary>
    private sealed class CountingNetwork : nn.Module<Tensor, Tensor>, INetwork
    {
        private readonly Convolution convolution = new(channels: 3, outputs: 2, kernel: 3);

        public CountingNetwork() : base(nameof(CountingNetwork))
        {
            RegisterComponents();
            HeInitialisation.Fill(this, seed: 17);
        }

        public int Calls { get; private set; }

        public string Architecture => "3x3 convolution, mean";

        public override Tensor forward(Tensor input)
        {
            Calls++;
            using var features = convolution.forward(input);
            return features.mean([2, 3]);
        }
    }
}
