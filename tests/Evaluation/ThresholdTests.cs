using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class ThresholdTests
{
    private readonly Predictions validation = Simulated.Separated("validation", 40, gap: 1, seed: 1);
    private readonly Predictions test = Simulated.Separated("test", 40, gap: 1, seed: 2);

    [Fact]
    public void A_threshold_set_beforehand_is_fixed_everywhere()
    {
        var threshold = Threshold.Fixed(0.5);
        Assert.Equal(ThresholdProvenance.Fixed, threshold.ProvenanceOn(test));
        Assert.Null(threshold.ChosenOn);
        Assert.Contains("fixed", threshold.DescribeOn(test), StringComparison.Ordinal);
    }

    [Fact]
    public void A_threshold_knows_what_it_was_chosen_for_and_on()
    {
        var sweep = ThresholdSweep.Of(validation);
        Assert.Equal(("F1", "validation"), (sweep.Best(c => c.F1).Criterion, sweep.Best(c => c.F1).ChosenOn));
        Assert.Equal("c => c.Recall - c.FalsePositiveRate", sweep.Best(c => c.Recall - c.FalsePositiveRate).Criterion);
        Assert.Equal("Youden's J", sweep.Best(c => c.Recall - c.FalsePositiveRate, "Youden's J").Criterion);
    }

    [Fact]
    public void Chosen_on_other_images_it_is_validation() =>
        Assert.Equal(ThresholdProvenance.Validation, ThresholdSweep.Of(validation).Best(c => c.F1).ProvenanceOn(test));

    [Fact]
    public void Chosen_on_some_of_the_images_it_is_oracle_whatever_the_sets_are_called()
    {
        var mixed = new Predictions("honest", [.. validation.Items, .. test.Items.Take(3)]);
        var threshold = ThresholdSweep.Of(mixed).Best(c => c.F1);
        Assert.Equal(ThresholdProvenance.Oracle, threshold.ProvenanceOn(test));
        Assert.Contains("ORACLE: that set shares 3 of the 40", threshold.DescribeOn(test), StringComparison.Ordinal);
        Assert.Equal(ThresholdProvenance.Validation,
            threshold.ProvenanceOn(test.Where(record => !record.Path.EndsWith("/0.png", StringComparison.Ordinal)
            && !record.Path.EndsWith("/1.png", StringComparison.Ordinal) && !record.Path.EndsWith("/2.png", StringComparison.Ordinal))));
    }

    [Fact]
    public void Chosen_on_another_version_of_the_same_originals_it_is_oracle()
    {
        var compressed = new Predictions("compressed",
            test.Items.Select(item => item with { Record = item.Record with { Path = item.Record.Path + ".jpg" } }));
        Assert.Equal(ThresholdProvenance.Oracle, ThresholdSweep.Of(compressed).Best(c => c.F1).ProvenanceOn(test));
    }

    [Fact]
    public void Without_records_equal_numbers_are_the_same_items()
    {
        var threshold = ThresholdSweep.Of(test.Scores, test.Targets).Best(c => c.F1);
        Assert.Equal(ThresholdProvenance.Oracle, threshold.ProvenanceOn(test));
        Assert.Equal(ThresholdProvenance.Validation, threshold.ProvenanceOn(validation));
    }
}
