namespace Telltale.Benchmarks.Comparing;

/// <summary>The measurement of one process, printed as one line of JSON by every contender.</summary>
/// <param name="Work">The work's name.</param>
/// <param name="Contender">The contender and its setting.</param>
/// <param name="Unit">Unit of the values; higher is better.</param>
/// <param name="Values">One value per timed step.</param>
/// <param name="PeakMemory">Peak memory of the process in bytes (VmHWM).</param>
/// <param name="Results">Values on which all contenders must agree, such as a ROC AUC; null if there are none.</param>
/// <param name="Versions">Versions of the contender's libraries.</param>
internal sealed record Measurement(
    string Work, string Contender, string Unit, double[] Values, long PeakMemory,
    double[]? Results = null, Dictionary<string, string>? Versions = null)
{
    /// <summary>The median over steps.</summary>
    public double Median => Medians.Of(Values);
}
