using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Formats numbers in sentences.</summary>
internal static class Wording
{
    /// <summary>A share as a percentage with at most one decimal.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : $"{(100 * share).Invariant("0.#")} %";

    /// <summary>A p-value, never printed as 0.</summary>
    public static string PValue(double value) => value < 0.0001 ? "p < 0.0001" : $"p = {value.Invariant("0.####")}";
}
