namespace Telltale.Experiments;

/// <summary>Two configurations that are trained with the same seeds and tested on the same images.</summary>
/// <param name="Without">The configuration without the change.</param>
/// <param name="With">The configuration with the change.</param>
public sealed record Comparison(DetectorChange Without, DetectorChange With)
{
    /// <summary>What the two differ in.</summary>
    public DetectorChange Change => Without ^ With;

    /// <summary>Each change alone, added to the published configuration.</summary>
    /// <param name="changes">Single changes.</param>
    public static IReadOnlyList<Comparison> Alone(IEnumerable<DetectorChange> changes) =>
        [.. changes.Select(change => new Comparison(DetectorChange.AsPublished, change))];

    /// <summary>What is lost when each change is removed from the configuration that has all of them.</summary>
    /// <param name="changes">Single changes.</param>
    public static IReadOnlyList<Comparison> Removed(IReadOnlyCollection<DetectorChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var all = changes.Aggregate(DetectorChange.AsPublished, (sum, change) => sum | change);
        return [.. changes.Select(change => new Comparison(all & ~change, all))];
    }

    /// <summary>Each change added on top of the earlier ones, beginning with the published configuration. Depends on the order.</summary>
    /// <param name="changes">Single changes.</param>
    public static IReadOnlyList<Comparison> OneAfterTheOther(IEnumerable<DetectorChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var (steps, before) = (new List<Comparison>(), DetectorChange.AsPublished);
        foreach (var change in changes)
        {
            steps.Add(new(before, before | change));
            before |= change;
        }
        return steps;
    }
}
