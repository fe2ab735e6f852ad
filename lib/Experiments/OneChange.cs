namespace Telltale.Experiments;

/// <summary>Where a repair stands when its effect is measured. The order of repairs decides what a waterfall says, so there are three.</summary>
public enum Arrangement
{
    /// <summary>The repair alone, added to the published configuration.</summary>
    RepairAlone,

    /// <summary>The fault alone, put back into the repaired configuration.</summary>
    FaultAlone,

    /// <summary>One repair after the other, each on top of those before.</summary>
    Cumulative,
}

/// <summary>Two configurations that differ by exactly one repair.</summary>
/// <param name="Arrangement">What stands around the repair.</param>
/// <param name="Repair">The one difference.</param>
/// <param name="Without">The configuration without it.</param>
/// <param name="With">The configuration with it.</param>
public sealed record OneChange(Arrangement Arrangement, DetectorRepair Repair, DetectorRepair Without, DetectorRepair With)
{
    /// <summary>Every comparison that a list of repairs asks for.</summary>
    /// <param name="repairs">Single repairs in the order of the waterfall.</param>
    public static IReadOnlyList<OneChange> All(IReadOnlyList<DetectorRepair> repairs)
    {
        ArgumentNullException.ThrowIfNull(repairs);
        var repaired = repairs.Aggregate(DetectorRepair.AsPublished, (all, one) => all | one);
        return
        [
            .. repairs.Select(one => new OneChange(Arrangement.RepairAlone, one, DetectorRepair.AsPublished, one)),
            .. repairs.Select(one => new OneChange(Arrangement.FaultAlone, one, repaired & ~one, repaired)),
            .. repairs.Select((one, index) => repairs.Take(index).Aggregate(DetectorRepair.AsPublished, (all, earlier) => all | earlier))
                .Zip(repairs, (before, one) => new OneChange(Arrangement.Cumulative, one, before, before | one)),
        ];
    }
}
