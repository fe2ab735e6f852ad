using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Evaluation;

public class BootstrapTests
{
    private static double Area(ThresholdSweep sweep) => RocCurve.Of(sweep).AreaUnderCurve;

    private static double Accuracy(ThresholdSweep sweep) => sweep.At(0.5).Accuracy;

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var predictions = Simulated.Separated("test", 300, gap: 1, seed: 3);
        var one = Bootstrap.Percentile(predictions, [Area, Accuracy], new BootstrapOptions { Threads = 1 });
        Assert.Equal(one, Bootstrap.Percentile(predictions, [Area, Accuracy], new BootstrapOptions { Threads = 7 }));
        Assert.NotEqual(one, Bootstrap.Percentile(predictions, [Area, Accuracy], new BootstrapOptions { Threads = 7, Seed = 18 }));
    }

    [Fact]
    public void A_resample_is_the_sweep_of_the_images_drawn()
    {
        var predictions = new Predictions("ties", [0.5, 0.1, 0.5, 0.9, 0.9, 0.3], [true, false, false, true, false, true]);
        var resample = new ResamplingPlan(predictions, stratified: false).Draw(SeededRandom.For(1, 2));
        var random = SeededRandom.For(1, 2);
        var drawn = Enumerable.Range(0, 6).Select(_ => random.Next(6)).ToArray();
        var naive = ThresholdSweep.Of([.. drawn.Select(item => predictions.Scores[item])],
            [.. drawn.Select(item => predictions.Targets[item])]);
        Assert.All(naive, point => Assert.Equal(point.Counts, resample.At(point.Threshold)));
        Assert.Equal(Area(naive), Area(resample), 1e-12);
        Assert.Equal(PrecisionRecallCurve.Of(naive).AveragePrecision, PrecisionRecallCurve.Of(resample).AveragePrecision, 1e-12);
        Assert.Equal(Calibration.ExpectedError(naive), Calibration.ExpectedError(resample), 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Intervals_cover_the_truth_as_often_as_they_say(bool stratified)
    {
        // Normal scores one standard deviation apart: the area is the normal probability of 1/sqrt(2), 0.76025.
        var options = new BootstrapOptions { Resamples = 300, Stratified = stratified };
        var covered = Enumerable.Range(0, 300).Count(trial =>
        {
            var interval = Bootstrap.Percentile(Simulated.Separated("trial", 200, gap: 1, seed: 1000 + trial), Area, options);
            return interval.Lower <= 0.76025 && 0.76025 <= interval.Upper;
        });
        Assert.InRange(covered / 300.0, 0.91, 0.985);
    }

    [Fact]
    public void Copies_of_one_original_do_not_make_an_interval_narrower()
    {
        var originals = Simulated.Separated("test", 200, gap: 1, seed: 4);
        var copies = Enumerable.Range(0, 4).SelectMany(copy =>
            originals.Items.Select(item => item with { Record = item.Record with { Path = $"{copy}{item.Record.Path}" } })).ToArray();
        var grouped = new Predictions("grouped", copies);
        var apart = new Predictions("apart",
            copies.Select(item => item with { Record = item.Record with { SourceId = item.Record.Path } }));
        double Width(Predictions predictions)
        {
            var interval = Bootstrap.Percentile(predictions, Area);
            return interval.Upper - interval.Lower;
        }
        Assert.Equal(Width(originals), Width(grouped), 1e-12);
        Assert.InRange(Width(grouped) / Width(apart), 1.7, 2.3);
    }

    [Fact]
    public void An_original_and_its_synthetic_images_are_resampled_together()
    {
        // Every group holds one real and three synthetic images, so no resample can have another balance.
        var items = Enumerable.Range(0, 40).Select(index =>
            new Prediction(Simulated.Record($"/{index}.png", index % 4 != 0) with { SourceId = $"{index / 4}" }, index / 40.0));
        var interval = Bootstrap.Percentile(new Predictions("test", items), sweep => sweep.At(0.5).Prevalence,
            new BootstrapOptions { Stratified = false });
        Assert.Equal((0.75, 0.75), (interval.Lower, interval.Upper));
    }

    [Fact]
    public void Stratified_resamples_keep_the_balance_and_never_lose_a_class()
    {
        var predictions = Rare(positives: 5, negatives: 20);
        var stratified = Bootstrap.Percentile(predictions, [Area, sweep => sweep.At(0.5).Prevalence]);
        Assert.Equal(0, stratified[0].Undefined);
        Assert.Equal((0.2, 0.2), (stratified[1].Lower, stratified[1].Upper));
    }

    [Fact]
    public void Resamples_that_lost_a_class_are_left_out_and_counted()
    {
        var interval = Bootstrap.Percentile(
            Rare(positives: 5, negatives: 95), Area, new BootstrapOptions { Stratified = false, Resamples = 10_000 });
        // All five positives are missed with probability 0.95^100 = 0.0059.
        Assert.InRange(interval.Undefined, 36, 84);
        Assert.Equal((1, 1, 10_000), (interval.Lower, interval.Upper, interval.Resamples));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 100)]
    public void Few_originals_of_a_class_give_no_interval(int positives, int negatives)
    {
        var interval = Bootstrap.Percentile(Rare(positives, negatives), Area);
        Assert.True(double.IsNaN(interval.Lower) && double.IsNaN(interval.Upper));
        Assert.Equal((1000, 1000), (interval.Resamples, interval.Undefined));
    }

    private static Predictions Rare(int positives, int negatives) => new(
        "rare", [.. Enumerable.Repeat(0.9, positives), .. Enumerable.Repeat(0.2, negatives)],
        [.. Enumerable.Repeat(true, positives), .. Enumerable.Repeat(false, negatives)]);

    [Fact]
    public void With_one_class_alone_there_is_no_interval()
    {
        var interval = Bootstrap.Percentile(new Predictions("real", [0.1, 0.2], [false, false]), Area);
        Assert.Equal(1000, interval.Undefined);
        Assert.True(double.IsNaN(interval.Lower) && double.IsNaN(interval.Upper));
    }

    [Fact]
    public void Progress_ends_with_the_last_resample_and_cancellation_stops()
    {
        var predictions = Simulated.Separated("test", 50, gap: 1, seed: 3);
        var reports = new System.Collections.Concurrent.ConcurrentBag<WorkProgress>();
        Bootstrap.Percentile(predictions, [Area], progress: new Told(reports.Add));
        Assert.Contains(reports, report => report.IsComplete && report.Total == 1000);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Bootstrap.Percentile(predictions, [Area], cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        var predictions = Simulated.Separated("test", 10, gap: 1, seed: 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Percentile(predictions, Area, new BootstrapOptions { Resamples = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Percentile(predictions, Area, new BootstrapOptions { Level = 1 }));
        Assert.Throws<ArgumentException>(() => Bootstrap.Percentile(new Predictions("none", Array.Empty<double>(), []), Area));
    }
}
