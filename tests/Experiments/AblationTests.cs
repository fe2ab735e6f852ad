using Telltale.Experiments;

namespace Telltale.Tests.Experiments;

public class AblationTests
{
    private static readonly IReadOnlyList<Ablation> All = Ablation.All(DetectorRepairs.InOrder);

    [Fact]
    public void Two_configurations_differ_by_exactly_their_repair() =>
        Assert.All(All, change => Assert.Equal(change.Repair, change.Without ^ change.With));

    [Fact]
    public void Each_repair_occurs_once_in_each_kind() =>
        Assert.Equal(3 * DetectorRepairs.InOrder.Count, All.Select(change => (change.Kind, change.Repair)).Distinct().Count());

    [Fact]
    public void A_repair_is_added_to_the_published_detector_or_removed_from_the_repaired_one()
    {
        var repaired = DetectorRepairs.InOrder.Aggregate((all, one) => all | one);
        Assert.All(All.Where(change => change.Kind == AblationKind.AddOne),
            change => Assert.Equal(DetectorRepair.AsPublished, change.Without));
        Assert.All(All.Where(change => change.Kind == AblationKind.RemoveOne), change => Assert.Equal(repaired, change.With));
    }

    [Fact]
    public void The_waterfall_begins_as_published_ends_repaired_and_leaves_no_gap()
    {
        var steps = All.Where(change => change.Kind == AblationKind.Cumulative).ToArray();
        Assert.Equal(DetectorRepair.AsPublished, steps[0].Without);
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First.With, pair.Second.Without));
        Assert.Equal(DetectorRepairs.InOrder.Count, steps.Length);
    }
}
