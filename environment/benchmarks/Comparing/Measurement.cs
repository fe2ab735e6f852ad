namespace Telltale.Benchmarks.Comparing;

/// <summary>What one process measured: the line of JSON that every contender prints, ours and the peer's.</summary>
/// <param name="Work">The work's name.</param>
/// <param name="Contender">Who did it, in which setting.</param>
/// <param name="Unit">Of the values; more is better.</param>
/// <param name="Values">One for each timed step.</param>
/// <param name="PeakMemory">Most bytes of memory the process held at once (VmHWM).</param>
/// <param name="Results">Figures that every contender must agree on, for example an area under a curve; null where there are none.</param>
/// <param name="Versions">What the contender runs on, by name.</param>
internal sealed record Measurement(
    string Work, string Contender, string Unit, double[] Values, long PeakMemory, double[]? Results = null, Dictionary<string, string>? Versions = null)
{
    /// <summary>The middle value of the steps.</summary>
    public double Median => Medians.Of(Values);
}
