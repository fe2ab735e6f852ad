namespace Telltale.Experiments;

/// <summary>
/// How the effect of a repair is isolated. A waterfall depends on the order of the repairs, so there are two other kinds.
/// </summary>
public enum AblationKind
{
    /// <summary>The repair alone is added to the published configuration.</summary>
    AddOne,

    /// <summary>The repair alone is removed from the repaired configuration.</summary>
    RemoveOne,

    /// <summary>The repair is added on top of all earlier ones.</summary>
    Cumulative,
}

/// <summary>A comparison of two configurations that differ by exactly one repair.</summary>
/// <param name="Kind">The configuration in which the repair is measured.</param>
/// <param name="Repair">The difference between the two.</param>
/// <param name="Without">The configuration without the repair.</param>
/// <param name="With">The configuration with the repair.</param>
public sealed record Ablation(AblationKind Kind, DetectorRepair Repair, DetectorRepair Without, DetectorRepair With)
{
    /// <summary>All comparisons of a list of repairs: each repair once in each kind.</summary>
    /// <param name="repairs">Single repairs in the order of the waterfall.</param>
    public static IReadOnlyList<Ablation> All(IReadOnlyList<DetectorRepair> repairs)
    {
        ArgumentNullException.ThrowIfNull(repairs);
        var repaired = repairs.Aggregate(DetectorRepair.AsPublished, (all, one) => all | one);
        return
        [
            .. repairs.Select(one => new Ablation(AblationKind.AddOne, one, DetectorRepair.AsPublished, one)),
            .. repairs.Select(one => new Ablation(AblationKind.RemoveOne, one, repaired & ~one, repaired)),
            .. repairs.Select((one, index) => repairs.Take(index).Aggregate(DetectorRepair.AsPublished, (all, earlier) => all | earlier))
                .Zip(repairs, (before, one) => new Ablation(AblationKind.Cumulative, one, before, before | one)),
        ];
    }
}
