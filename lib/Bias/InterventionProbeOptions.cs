namespace Telltale.Bias;

/// <summary>Options of an intervention probe.</summary>
public sealed record InterventionProbeOptions
{
    /// <summary>
    /// Smallest shift that counts, in standard deviations of the logits within a class; default 0.2, a small effect in Cohen's terms
    /// (1988). With many images even a negligible shift is resolved.
    /// </summary>
    public double MinShift { get; init; } = 0.2;

    /// <summary>Bootstrap resamples of each interval.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the resamples.</summary>
    public long Seed { get; init; } = 17;
}
