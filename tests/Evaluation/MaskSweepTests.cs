using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class MaskSweepTests
{
    private static readonly Averaging[] Conventions =
    [
        Averaging.PerImage, Averaging.Pooled, Averaging.PerImage with { EditedOnly = true }, Averaging.Pooled with { EditedOnly = true },
        Averaging.PerImage with { EmptyAgainstEmpty = 0 },
    ];

    private readonly PredictedMasks masks = SimulatedMasks.Of("test", 10, gap: 1, seed: 1);

    [Fact]
    public void One_pass_gives_the_counts_that_a_plain_loop_finds_at_each_of_a_thousand_thresholds()
    {
        var histograms = MaskHistograms.Of(masks);
        for (var step = 0; step <= 1000; step++)
        {
            var threshold = step / 1000.0;
            Assert.Equal(masks.Select(mask => PlainCounts(mask, threshold)), histograms.Select(image => image.At(threshold)));
        }
        Assert.All(histograms,
            image => Assert.Equal(0, image.At(double.PositiveInfinity).TruePositives + image.At(double.PositiveInfinity).FalsePositives));
    }

    [Fact]
    public void A_large_mask_is_counted_in_parts_and_a_wrong_score_is_found_in_the_last()
    {
        const int Pixels = (1 << 17) + 1;
        var scores = Enumerable.Range(0, Pixels).Select(i => i % 1009 / 1008f).ToArray();
        var truth = Enumerable.Range(0, Pixels).Select(i => (byte)(i % 7 == 0 ? Mask.Ignored : i % 3 == 0 ? Mask.Edited : Mask.Authentic))
            .ToArray();
        var mask = new PredictedMask(new ImageRecord("large.png", ImageLabel.Edited, "noise"), scores, new Mask(Pixels, 1, truth));
        var histogram = MaskHistograms.Of([mask])[0];
        Assert.All([0, 0.001, 0.25, 0.5, 1], threshold => Assert.Equal(PlainCounts(mask, threshold), histogram.At(threshold)));
        scores[^1] = float.NaN;
        Assert.Contains($"Pixel {Pixels - 1} of large.png", Assert.Throws<ArgumentException>(() => MaskHistograms.Of([mask])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_convention_averages_as_it_says()
    {
        var counts = masks.Select(mask => PlainCounts(mask, 0.4)).ToArray();
        var edited = counts.Where(count => count.Positives > 0).ToArray();
        double[] expected =
        [
            counts.Average(count => count.F1), counts.Aggregate(ConfusionCounts.Add).F1,
            edited.Average(count => count.F1), edited.Aggregate(ConfusionCounts.Add).F1, counts.Average(count => count.F1),
        ];
        Assert.Equal(expected, Conventions.Select(averaging => ThresholdSweep.Of(masks, averaging).At(0.4).F1));
        Assert.Equal(5, expected.Distinct().Count() + 1); // no pair of empties at 0.4, so only the last equals the first
    }

    [Fact]
    public void An_empty_prediction_for_an_empty_mask_counts_as_the_convention_states()
    {
        var empty = SimulatedMasks.Mask("empty.png", [0.1f, 0.2f], [0, 0]);
        var found = SimulatedMasks.Mask("found.png", [0.9f, 0.2f], [1, 0]);
        MaskMetrics At(Averaging averaging) => ThresholdSweep.Of([empty, found], averaging).At(0.5);
        Assert.Equal(1, At(Averaging.PerImage).F1);
        Assert.Equal(0.5, At(Averaging.PerImage with { EmptyAgainstEmpty = 0 }).IoU);
        Assert.Equal(0.75, At(Averaging.PerImage with { EmptyAgainstEmpty = 0 }).MeanIoU);
        Assert.Equal(1, At(Averaging.PerImage with { EmptyAgainstEmpty = 0, EditedOnly = true }).F1);
    }

    [Fact]
    public void Ignored_pixels_count_nowhere_and_an_image_of_nothing_else_is_left_out()
    {
        var padded = SimulatedMasks.Mask("padded.png", [0.9f, 0.9f, 0.9f], [1, 255, 255]);
        var nothing = SimulatedMasks.Mask("nothing.png", [0.9f, 0.1f], [255, 255]);
        Assert.Equal(new MaskMetrics(1, 1, 1, 1), ThresholdSweep.Of([padded, nothing], Averaging.PerImage).At(0.5));
        Assert.True(double.IsNaN(ThresholdSweep.Of([nothing], Averaging.Pooled).At(0.5).PixelAccuracy));
        Assert.Equal(0, MaskHistograms.Of([nothing])[0].CoverageAt(0.5));
    }

    [Fact]
    public void Points_run_from_nothing_to_everything()
    {
        var sweep = ThresholdSweep.Of(masks, Averaging.Pooled);
        Assert.Equal(1002, sweep.Count);
        Assert.Equal((double.PositiveInfinity, 1, 0), (sweep[0].Threshold, sweep[1].Threshold, sweep[^1].Threshold));
        Assert.Equal(sweep.Select(point => point.Threshold),
            sweep.OrderByDescending(point => point.Threshold).Select(point => point.Threshold));
        Assert.All(sweep, point => Assert.Equal(point.Metrics, sweep.At(point.Threshold)));
    }

    [Fact]
    public void The_best_threshold_is_that_of_a_plain_search_and_names_its_convention_and_set()
    {
        Assert.All(Conventions, averaging =>
        {
            var sweep = ThresholdSweep.Of(masks, averaging);
            var best = sweep.Best(c => c.F1);
            Assert.Equal(Enumerable.Range(0, 1001)
                .Max(step => averaging.Of([.. masks.Select(mask => PlainCounts(mask, step / 1000.0))]).F1), sweep.At(best).F1);
            Assert.Equal(($"F1 ({averaging})", "test"), (best.Criterion, best.ChosenOn));
        });
    }

    [Fact]
    public void The_best_threshold_lies_in_the_middle_of_those_that_do_as_well()
    {
        var sweep = ThresholdSweep.Of([SimulatedMasks.Mask("a.png", [0.2f, 0.8f, 0.8f], [0, 1, 1])], Averaging.PerImage);
        Assert.InRange(sweep.Best(c => c.F1).Value, 0.499, 0.502);
        Assert.Throws<InvalidOperationException>(() => sweep.Best(_ => double.NaN));
    }

    [Fact]
    public void A_threshold_knows_on_which_masks_it_is_an_oracles()
    {
        var threshold = ThresholdSweep.Of(masks, Averaging.PerImage).Best(c => c.F1);
        Assert.Equal(ThresholdProvenance.Oracle, threshold.ProvenanceOn(MaskHistograms.Of(masks)));
        Assert.Equal(ThresholdProvenance.Validation, threshold.ProvenanceOn(MaskHistograms.Of(SimulatedMasks.Of("other", 5, 1, 2))));
        Assert.Equal(ThresholdProvenance.Oracle, threshold.ProvenanceOn(MaskHistograms.Of(masks).Coverage(threshold)));
        Assert.Contains("ORACLE: that set shares 10 of the 10 images", threshold.DescribeOn(MaskHistograms.Of(masks)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_are_taken_one_after_the_other()
    {
        var alive = 0;
        IEnumerable<PredictedMask> Made()
        {
            foreach (var mask in masks)
            {
                Assert.Equal(1, ++alive);
                yield return mask;
                alive--;
            }
        }
        Assert.Equal(ThresholdSweep.Of(masks, Averaging.PerImage), ThresholdSweep.Of(Made(), Averaging.PerImage));
    }

    [Fact]
    public void What_is_no_mask_is_refused_by_name()
    {
        Assert.Contains("bad.png", Assert.Throws<ArgumentException>(() =>
            MaskHistograms.Of([SimulatedMasks.Mask("bad.png", [float.NaN], [0])])).Message, StringComparison.Ordinal);
        Assert.Contains("bad.png", Assert.Throws<ArgumentException>(() =>
            MaskHistograms.Of([SimulatedMasks.Mask("bad.png", [1.5f], [255])])).Message, StringComparison.Ordinal);
        Assert.Contains("bad.png", Assert.Throws<ArgumentException>(() => SimulatedMasks.Mask("bad.png", [0.5f], [0, 0])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MaskHistograms.Of([]));
        Assert.Throws<ArgumentException>(() => MaskHistograms.Of(masks, steps: 10).Measure(Threshold.Fixed(0.55), Averaging.Pooled));
    }

    [Fact]
    public void Coverage_is_the_share_of_counting_pixels_and_ranks_images()
    {
        var coverage = MaskHistograms.Of(masks).Coverage(Threshold.Fixed(0.6));
        Assert.Equal(masks.Select(mask => PlainCounts(mask, 0.6).PredictedPositiveRate), coverage.Scores);
        Assert.Equal(masks.Select(mask => mask.Record.IsPositive), coverage.Targets);
    }

    private static ConfusionCounts PlainCounts(PredictedMask mask, double threshold)
    {
        var pixels = mask.Scores.ToArray().Zip(mask.Truth.Pixels).Where(pixel => pixel.Second != Mask.Ignored).ToArray();
        long Count(bool accused, byte truth) => pixels.LongCount(pixel => pixel.First >= threshold == accused && pixel.Second == truth);
        return new(Count(true, 1), Count(true, 0), Count(false, 0), Count(false, 1));
    }
}
