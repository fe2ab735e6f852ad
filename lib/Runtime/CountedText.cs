using System.Globalization;

#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>Numbers with their nouns.</summary>
internal static class CountedText
{
    /// <summary><c>1 image</c>, <c>2,000 images</c>; the same on every host.</summary>
    /// <param name="count">At least 0.</param>
    /// <param name="one">What there is one of; with its verb where one follows (<c>image is</c>).</param>
    /// <param name="many">The plural; null to add an s.</param>
    public static string Counted(this int count, string one, string? many = null) => ((long)count).Counted(one, many);

    /// <inheritdoc cref="Counted(int, string, string?)"/>
    public static string Counted(this long count, string one, string? many = null) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? one : many ?? $"{one}s")}";
}
