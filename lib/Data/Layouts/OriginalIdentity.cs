namespace Telltale.Data.Layouts;

/// <summary>Names originals, so that a photograph has the same identity in every collection made from it.</summary>
internal static class OriginalIdentity
{
    /// <summary>For example <c>coco/570782</c>, which is 570782 in TGIF and 000000570782 in SAGI-D.</summary>
    /// <param name="source">The collection of photographs.</param>
    /// <param name="id">Name of the photograph there; leading zeros do not count.</param>
    public static string Of(string source, string id) => $"{source}/{(id.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0")}";
}
