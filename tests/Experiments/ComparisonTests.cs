using Telltale.Experiments;

namespace Telltale.Tests.Experiments;

public class ComparisonTests
{
    private static readonly IReadOnlyList<DetectorChange> Cures = DetectorChanges.Cures;

    private static readonly DetectorChange All = Cures.Aggregate((all, one) => all | one);

    [Fact]
    public void Each_change_alone_is_added_to_the_published_configuration()
    {
        var alone = Comparison.Alone(Cures);
        Assert.All(alone, comparison => Assert.Equal(DetectorChange.AsPublished, comparison.Without));
        Assert.Equal(Cures, alone.Select(comparison => comparison.Change));
    }

    [Fact]
    public void A_removed_change_is_the_only_difference_to_the_configuration_with_all()
    {
        var removed = Comparison.Removed(Cures);
        Assert.All(removed, comparison => Assert.Equal(All, comparison.With));
        Assert.Equal(Cures, removed.Select(comparison => comparison.Change));
    }

    [Fact]
    public void One_after_the_other_begins_as_published_ends_with_all_and_leaves_no_gap()
    {
        var steps = Comparison.OneAfterTheOther(Cures);
        Assert.Equal((DetectorChange.AsPublished, All), (steps[0].Without, steps[^1].With));
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First.With, pair.Second.Without));
        Assert.Equal(Cures, steps.Select(step => step.Change));
    }

    [Fact]
    public void The_suspected_fault_is_no_cure() => Assert.False(All.HasFlag(DetectorChange.MismatchedNormalization));

    [Fact]
    public void A_combination_is_named_by_its_changes() => Assert.Equal(
        "crops instead of resizing + blur and compression in training", (DetectorChange.Degradation | DetectorChange.Cropping).Name());
}
