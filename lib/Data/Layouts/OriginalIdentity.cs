namespace Telltale.Data.Layouts;

/// <summary>Names originals, so that the same photograph has one identity in all collections made from it.</summary>
internal static class OriginalIdentity
{
    /// <summary>For example <c>coco/570782</c>, which TGIF calls 570782 and SAGI-D 000000570782.</summary>
    /// <param name="source">The collection of photographs.</param>
    /// <param name="id">What the photograph is called there.</param>
    public static string Of(string source, string id) => $"{source}/{(id.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0")}";
}
